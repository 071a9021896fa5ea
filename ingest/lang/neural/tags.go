package neural

import "dossier/ingest/document"

// TagPair is a universal part of speech with its Penn Treebank tag; the
// network chooses among the pairs of the training data, so that the two agree.
type TagPair struct {
	Tag  document.Tag
	XTag document.XTag
}
