// Package ontology is the table of relations and entity types: what a fact can
// say, between what, and which way it points.
//
// In: relations.tsv, embedded. Out: [Relation] values by label. It is a leaf:
// it knows neither articles nor the store. All values are read-only and safe
// for concurrent use.
package ontology
