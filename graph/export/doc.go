// Package export writes a graph, or a part of one, in the formats of other
// tools: one file a format.
//
// In: a [Graph], sequences of entities, facts, events and articles. Out: bytes
// of one of [Formats]. It knows neither where the sequences come from nor what
// was asked. Formats stream as far as they allow: memory grows with the
// entities only where a format lists what facts refer to, never with the facts,
// except for pictures, which need the whole to lay it out.
package export
