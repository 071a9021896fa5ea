package model

import (
	"bytes"
	"errors"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	in := []Section{{"a", []byte("one")}, {"empty", nil}, {"b", bytes.Repeat([]byte{7}, 100)}}
	file, err := Encode(in)
	if err != nil {
		t.Fatal(err)
	}
	out, err := Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range in {
		if !bytes.Equal(out[s.Name], s.Data) {
			t.Errorf("section %q: %q, want %q", s.Name, out[s.Name], s.Data)
		}
	}
	for i := range file {
		if _, err := Decode(file[:i]); i < len(file)-8 && !errors.Is(err, ErrFormat) {
			t.Fatalf("cut at %d: error %v, want ErrFormat", i, err)
		}
	}
	file[len(file)-20] ^= 1
	if _, err := Decode(file); !errors.Is(err, ErrFormat) {
		t.Errorf("flipped bit: error %v, want ErrFormat", err)
	}
}

func FuzzDecode(f *testing.F) {
	file, _ := Encode([]Section{{"a", []byte("one")}, {"b", []byte("two")}})
	f.Add(file)
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := Decode(b); err != nil && !errors.Is(err, ErrFormat) {
			t.Fatal(err)
		}
	})
}
