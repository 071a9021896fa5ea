// Command scale measures asking and exporting on a generated store of a million
// facts: medians and 95th percentiles of the questions people ask, beside the
// same questions through Cayley's Gizmo; and the speed and memory of exports.
//
// In: how many facts. Out: a table on standard output. The store is kept in
// -dir for the next run. It is a measuring tool and no part of dossier's binary.
package main
