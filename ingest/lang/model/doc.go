// Package model is the container that trained models are kept in: named
// sections of bytes, each with its checksum.
//
// In: sections. Out: one file of bytes, the same for the same sections, and
// the sections again without copying. It must not know what a section holds.
//
// Layout, integers little-endian:
//
//	"DOSSLANG" magic
//	uint32     version of the container (1)
//	uint32     number of sections
//	per section: uint8 length of name, name, uint32 length of data, uint32 CRC-32 (IEEE) of data
//	the data of every section in order, each padded with zeros to a multiple of 8 bytes
package model
