package model

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

const (
	magic   = "DOSSLANG"
	version = 1
)

// Section is one named part of a model file. The name has at most 255 bytes.
type Section struct {
	Name string
	Data []byte
}

// Encode returns the file that holds the sections in the order given.
func Encode(sections []Section) ([]byte, error) {
	le := binary.LittleEndian
	out := append([]byte(magic), 0, 0, 0, 0, 0, 0, 0, 0)
	le.PutUint32(out[8:], version)
	le.PutUint32(out[12:], uint32(len(sections)))
	for _, s := range sections {
		if len(s.Name) > 255 {
			return nil, fmt.Errorf("model: section name %q is longer than 255 bytes", s.Name)
		}
		if uint64(len(s.Data)) > 1<<31 {
			return nil, fmt.Errorf("model: section %q has %d bytes, more than 2 GiB", s.Name, len(s.Data))
		}
		out = append(out, byte(len(s.Name)))
		out = append(out, s.Name...)
		out = le.AppendUint32(out, uint32(len(s.Data)))
		out = le.AppendUint32(out, crc32.ChecksumIEEE(s.Data))
	}
	for _, s := range sections {
		out = append(pad(out), s.Data...)
	}
	return pad(out), nil
}

func pad(b []byte) []byte {
	for len(b)%8 != 0 {
		b = append(b, 0)
	}
	return b
}

// ErrFormat says that the bytes are no model file of a version known here, or
// are damaged. Wrapped errors say where.
var ErrFormat = errors.New("not a valid model file")

// Decode returns the sections of a file, by name. Their data are slices of
// file; file must not change afterwards.
func Decode(file []byte) (map[string][]byte, error) {
	le := binary.LittleEndian
	if len(file) < 16 || string(file[:8]) != magic {
		return nil, fmt.Errorf("model: %w: no %s header", ErrFormat, magic)
	}
	if v := le.Uint32(file[8:]); v != version {
		return nil, fmt.Errorf("model: %w: version %d, this program reads %d", ErrFormat, v, version)
	}
	type entry struct {
		name      string
		size, crc uint32
	}
	var entries []entry
	rest := file[16:]
	for range le.Uint32(file[12:]) {
		if len(rest) < 1 || len(rest) < 1+int(rest[0])+8 {
			return nil, fmt.Errorf("model: %w: section table is cut off", ErrFormat)
		}
		n := int(rest[0])
		entries = append(entries, entry{string(rest[1 : 1+n]), le.Uint32(rest[1+n:]), le.Uint32(rest[5+n:])})
		rest = rest[9+n:]
	}
	out := make(map[string][]byte, len(entries))
	at := len(file) - len(rest)
	for _, e := range entries {
		at = (at + 7) &^ 7
		if e.size > uint32(max(0, len(file)-at)) {
			return nil, fmt.Errorf("model: %w: section %q is cut off", ErrFormat, e.name)
		}
		data := file[at : at+int(e.size) : at+int(e.size)]
		if crc32.ChecksumIEEE(data) != e.crc {
			return nil, fmt.Errorf("model: %w: section %q has a wrong checksum", ErrFormat, e.name)
		}
		out[e.name] = data
		at += int(e.size)
	}
	return out, nil
}
