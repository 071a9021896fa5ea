// Package explorer is the page on which people look at the graph, and the JSON
// API that the page and other programs use.
//
// In: HTTP requests. Out: the page, embedded (no build step, nothing fetched
// from the network), and answers of package queries as JSON, described by
// /api/openapi.json. It knows neither how the store is laid out nor how
// articles are read.
package explorer
