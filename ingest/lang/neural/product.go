package neural

// Matrix is a weight matrix of bytes: Q holds Rows rows of Cols columns, and
// column c stands for the numbers Q·Scale[c]. After the product with a vector
// of bytes, column c of the result is sum·Scale[c] + Bias[c]; Scale and Bias
// have the scales of input and output and the input's zero point worked in.
type Matrix struct {
	Rows, Cols  int
	Q           []int8
	Scale, Bias []float32
}

// product is a Matrix laid out for the kernel: panels of 32 columns, in each
// of which four rows of a column stand together.
type product struct {
	quads, panels int
	w             []int8
	scale, bias   []float32 // 32·panels
}

func roundUp(n, to int) int { return (n + to - 1) / to * to }

func newProduct(m *Matrix) product {
	p := product{quads: roundUp(m.Rows, 4) / 4, panels: roundUp(m.Cols, panel) / panel}
	p.w = make([]int8, p.quads*p.panels*4*panel)
	p.scale, p.bias = make([]float32, p.panels*panel), make([]float32, p.panels*panel)
	copy(p.scale, m.Scale)
	copy(p.bias, m.Bias)
	for r := range m.Rows {
		for c := range m.Cols {
			p.w[((c/panel*p.quads+r/4)*panel+c%panel)*4+r%4] = m.Q[r*m.Cols+c]
		}
	}
	return p
}

// cols returns the number of columns of a result.
func (p *product) cols() int { return p.panels * panel }

// run multiplies rows of bytes, step apart, into dst, cols() apart. Both must
// have room for a multiple of eight rows.
func (p *product) run(dst []int32, a []uint8, step, rows int) {
	blocks := roundUp(rows, rowBlock) / rowBlock
	for i := range p.panels {
		dot32(dst[i*panel:], p.cols(), a, step, p.w[i*p.quads*4*panel:], p.quads, blocks)
	}
}
