package names

import (
	"io/fs"
	"testing"
)

func BenchmarkDecode(b *testing.B) {
	finder(b)
	data, err := fs.ReadFile(modelFiles, modelFile)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("model", func(b *testing.B) {
		for b.Loop() {
			if _, err := decodeModel(data); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("lists", func(b *testing.B) {
		for b.Loop() {
			if _, err := readLexicon(dataFiles); err != nil {
				b.Fatal(err)
			}
		}
	})
}
