#include "textflag.h"

// Kernels for AVX-512 with VNNI. Each gives the bits of its namesake in
// kernels.go: integer sums are exact, and every float32 operation is rounded
// by itself, in the same order, without fused multiply-add.

// func dot32AVX512(dst *int32, dstStep int, a *uint8, aStep int, b *int8, quads, blocks int)
//
// dst[8·blocks][32] = a[8·blocks][4·quads] · b, where b is one panel: for each
// four rows of the matrix, 32 columns of four bytes. Steps are in bytes.
TEXT ·dot32AVX512(SB), NOSPLIT, $0-56
	MOVQ dst+0(FP), DI
	MOVQ dstStep+8(FP), R8
	MOVQ a+16(FP), SI
	MOVQ aStep+24(FP), R9
	MOVQ b+32(FP), BX
	MOVQ quads+40(FP), R10
	MOVQ blocks+48(FP), R11
	LEAQ (R9)(R9*2), R12 // 3 rows of a

dotBlock:
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	VPXORD Z4, Z4, Z4
	VPXORD Z5, Z5, Z5
	VPXORD Z6, Z6, Z6
	VPXORD Z7, Z7, Z7
	VPXORD Z8, Z8, Z8
	VPXORD Z9, Z9, Z9
	VPXORD Z10, Z10, Z10
	VPXORD Z11, Z11, Z11
	VPXORD Z12, Z12, Z12
	VPXORD Z13, Z13, Z13
	VPXORD Z14, Z14, Z14
	VPXORD Z15, Z15, Z15
	MOVQ   SI, AX
	LEAQ   (SI)(R9*4), DX
	MOVQ   BX, R13
	MOVQ   R10, CX

dotQuad:
	VMOVDQU32    (R13), Z16
	VMOVDQU32    64(R13), Z17
	VPBROADCASTD (AX), Z18
	VPBROADCASTD (AX)(R9*1), Z19
	VPBROADCASTD (AX)(R9*2), Z20
	VPBROADCASTD (AX)(R12*1), Z21
	VPBROADCASTD (DX), Z22
	VPBROADCASTD (DX)(R9*1), Z23
	VPBROADCASTD (DX)(R9*2), Z24
	VPBROADCASTD (DX)(R12*1), Z25
	VPDPBUSD     Z16, Z18, Z0
	VPDPBUSD     Z17, Z18, Z1
	VPDPBUSD     Z16, Z19, Z2
	VPDPBUSD     Z17, Z19, Z3
	VPDPBUSD     Z16, Z20, Z4
	VPDPBUSD     Z17, Z20, Z5
	VPDPBUSD     Z16, Z21, Z6
	VPDPBUSD     Z17, Z21, Z7
	VPDPBUSD     Z16, Z22, Z8
	VPDPBUSD     Z17, Z22, Z9
	VPDPBUSD     Z16, Z23, Z10
	VPDPBUSD     Z17, Z23, Z11
	VPDPBUSD     Z16, Z24, Z12
	VPDPBUSD     Z17, Z24, Z13
	VPDPBUSD     Z16, Z25, Z14
	VPDPBUSD     Z17, Z25, Z15
	ADDQ         $4, AX
	ADDQ         $4, DX
	ADDQ         $128, R13
	DECQ         CX
	JNZ          dotQuad

	VMOVDQU32 Z0, (DI)
	VMOVDQU32 Z1, 64(DI)
	ADDQ      R8, DI
	VMOVDQU32 Z2, (DI)
	VMOVDQU32 Z3, 64(DI)
	ADDQ      R8, DI
	VMOVDQU32 Z4, (DI)
	VMOVDQU32 Z5, 64(DI)
	ADDQ      R8, DI
	VMOVDQU32 Z6, (DI)
	VMOVDQU32 Z7, 64(DI)
	ADDQ      R8, DI
	VMOVDQU32 Z8, (DI)
	VMOVDQU32 Z9, 64(DI)
	ADDQ      R8, DI
	VMOVDQU32 Z10, (DI)
	VMOVDQU32 Z11, 64(DI)
	ADDQ      R8, DI
	VMOVDQU32 Z12, (DI)
	VMOVDQU32 Z13, 64(DI)
	ADDQ      R8, DI
	VMOVDQU32 Z14, (DI)
	VMOVDQU32 Z15, 64(DI)
	ADDQ      R8, DI
	LEAQ      (SI)(R9*8), SI
	DECQ      R11
	JNZ       dotBlock
	VZEROUPPER
	RET

DATA constants<>+0(SB)/4, $2.0
DATA constants<>+4(SB)/4, $-2.0
DATA constants<>+8(SB)/4, $4.0
DATA constants<>+12(SB)/4, $-4.0
DATA constants<>+16(SB)/4, $0.25
DATA constants<>+20(SB)/4, $1.0
DATA constants<>+24(SB)/4, $0.5
DATA constants<>+28(SB)/4, $0.03125
DATA constants<>+32(SB)/4, $127.0
DATA constants<>+36(SB)/4, $128.5
DATA constants<>+40(SB)/4, $0x7fffffff
GLOBL constants<>(SB), RODATA|NOPTR, $44

#define TWO Z21
#define NEGTWO Z22
#define FOUR Z23
#define NEGFOUR Z24
#define QUARTER Z25
#define ONE Z26
#define HALF Z27
#define THIRTYSECOND Z28
#define RANGE Z29
#define MIDDLE Z30
#define ABS Z31

#define LOADCONSTANTS \
	VBROADCASTSS constants<>+0(SB), TWO \
	VBROADCASTSS constants<>+4(SB), NEGTWO \
	VBROADCASTSS constants<>+8(SB), FOUR \
	VBROADCASTSS constants<>+12(SB), NEGFOUR \
	VBROADCASTSS constants<>+16(SB), QUARTER \
	VBROADCASTSS constants<>+20(SB), ONE \
	VBROADCASTSS constants<>+24(SB), HALF \
	VBROADCASTSS constants<>+28(SB), THIRTYSECOND \
	VBROADCASTSS constants<>+32(SB), RANGE \
	VBROADCASTSS constants<>+36(SB), MIDDLE \
	VPBROADCASTD constants<>+40(SB), ABS

// u = float(acc)·scale + bias
#define AFFINE(acc, scale, bias, u) \
	VCVTDQ2PS acc, u \
	VMULPS    scale, u, u \
	VADDPS    bias, u, u

#define SQUASH(u, t) \
	VMINPS TWO, u, u \
	VMAXPS NEGTWO, u, u \
	VPANDD ABS, u, t \
	VMULPS QUARTER, t, t \
	VSUBPS t, ONE, t \
	VMULPS t, u, u

#define GATE(u, t) \
	VMINPS FOUR, u, u \
	VMAXPS NEGFOUR, u, u \
	VPANDD ABS, u, t \
	VMULPS THIRTYSECOND, t, t \
	VSUBPS t, QUARTER, t \
	VMULPS t, u, u \
	VADDPS HALF, u, u

// One gate of sixteen units: u = gate(float(acc)·scale + bias + mix·c)
#define MIXGATE(acc, scale, bias, mix, c, u, t) \
	AFFINE(acc, scale, bias, u) \
	VMULPS mix, c, t \
	VADDPS t, u, u \
	GATE(u, t)

// c = z + f·(c − z); h = x + r·(c − x); both stored, h also as a byte
#define UPDATE(z, f, r, x, c, t, hAt, qAt) \
	VSUBPS z, c, t \
	VMULPS f, t, t \
	VADDPS z, t, c \
	VSUBPS x, c, t \
	VMULPS r, t, t \
	VADDPS x, t, t \
	VMOVUPS t, hAt \
	VMULPS RANGE, t, t \
	VADDPS MIDDLE, t, t \
	VCVTTPS2DQ t, t \
	VPMOVDB t, qAt

#define LOADSTATE \
	MOVQ state+0(FP), AX \
	MOVQ 0(AX), SI \
	MOVQ 8(AX), R9 \
	MOVQ 16(AX), R10 \
	MOVQ 24(AX), R11 \
	MOVQ 32(AX), DI \
	MOVQ 40(AX), BX \
	MOVQ 48(AX), DX \
	MOVQ 56(AX), CX \
	MOVQ 64(AX), R12 \
	MOVQ 72(AX), R13 \
	MOVQ 80(AX), R14 \
	MOVQ 88(AX), R8 \
	LOADCONSTANTS \
	VPXORD Z0, Z0, Z0 \
	VPXORD Z10, Z10, Z10

// func recur32AVX512(state *recurrence)
//
// 32 units of a layer whose highway is its input, over all steps.
TEXT ·recur32AVX512(SB), NOSPLIT, $0-8
	LOADSTATE

recurStep:
	AFFINE((SI), (DI), (BX), Z1)
	AFFINE(64(SI), 64(DI), 64(BX), Z11)
	SQUASH(Z1, Z2)
	SQUASH(Z11, Z12)
	MIXGATE((SI)(R8*1), (DI)(R8*1), (BX)(R8*1), (DX), Z0, Z3, Z2)
	MIXGATE(64(SI)(R8*1), 64(DI)(R8*1), 64(BX)(R8*1), 64(DX), Z10, Z13, Z12)
	MIXGATE((SI)(R8*2), (DI)(R8*2), (BX)(R8*2), (DX)(R8*1), Z0, Z4, Z2)
	MIXGATE(64(SI)(R8*2), 64(DI)(R8*2), 64(BX)(R8*2), 64(DX)(R8*1), Z10, Z14, Z12)
	VMOVUPS (R9), Z5
	VMOVUPS 64(R9), Z15
	UPDATE(Z1, Z3, Z4, Z5, Z0, Z2, (R10), (R11))
	UPDATE(Z11, Z13, Z14, Z15, Z10, Z12, 64(R10), 16(R11))
	ADDQ R12, SI
	ADDQ R13, R9
	ADDQ R13, R10
	ADDQ R14, R11
	DECQ CX
	JNZ  recurStep
	VZEROUPPER
	RET

// func recurProject32AVX512(state *recurrence)
//
// The same for the first layer, whose highway is a fourth product.
TEXT ·recurProject32AVX512(SB), NOSPLIT, $0-8
	LOADSTATE
	LEAQ (R8)(R8*2), R9

projectStep:
	AFFINE((SI), (DI), (BX), Z1)
	AFFINE(64(SI), 64(DI), 64(BX), Z11)
	SQUASH(Z1, Z2)
	SQUASH(Z11, Z12)
	MIXGATE((SI)(R8*1), (DI)(R8*1), (BX)(R8*1), (DX), Z0, Z3, Z2)
	MIXGATE(64(SI)(R8*1), 64(DI)(R8*1), 64(BX)(R8*1), 64(DX), Z10, Z13, Z12)
	MIXGATE((SI)(R8*2), (DI)(R8*2), (BX)(R8*2), (DX)(R8*1), Z0, Z4, Z2)
	MIXGATE(64(SI)(R8*2), 64(DI)(R8*2), 64(BX)(R8*2), 64(DX)(R8*1), Z10, Z14, Z12)
	AFFINE((SI)(R9*1), (DI)(R9*1), (BX)(R9*1), Z5)
	AFFINE(64(SI)(R9*1), 64(DI)(R9*1), 64(BX)(R9*1), Z15)
	SQUASH(Z5, Z2)
	SQUASH(Z15, Z12)
	UPDATE(Z1, Z3, Z4, Z5, Z0, Z2, (R10), (R11))
	UPDATE(Z11, Z13, Z14, Z15, Z10, Z12, 64(R10), 16(R11))
	ADDQ R12, SI
	ADDQ R13, R10
	ADDQ R14, R11
	DECQ CX
	JNZ  projectStep
	VZEROUPPER
	RET

// func sumRowsAVX512(dst *int16, table *int8, rows *uint32, n, width int)
//
// dst[width] = sum of n rows of the table; width is a multiple of 64.
TEXT ·sumRowsAVX512(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DI
	MOVQ table+8(FP), SI
	MOVQ rows+16(FP), BX
	MOVQ n+24(FP), R8
	MOVQ width+32(FP), R9
	MOVQ R9, R10
	SHRQ $6, R10

sumBlock:
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	MOVQ   BX, AX
	MOVQ   R8, CX

sumRow:
	MOVL      (AX), DX
	IMULQ     R9, DX
	VPMOVSXBW (SI)(DX*1), Z2
	VPMOVSXBW 32(SI)(DX*1), Z3
	VPADDW    Z2, Z0, Z0
	VPADDW    Z3, Z1, Z1
	ADDQ      $4, AX
	DECQ      CX
	JNZ       sumRow
	VMOVDQU32 Z0, (DI)
	VMOVDQU32 Z1, 64(DI)
	ADDQ      $128, DI
	ADDQ      $64, SI
	DECQ      R10
	JNZ       sumBlock
	VZEROUPPER
	RET

// func affineAVX512(dst *float32, acc *int32, scale, bias *float32, n int)
//
// dst = float(acc)·scale + bias; n is a multiple of 16.
TEXT ·affineAVX512(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DI
	MOVQ acc+8(FP), SI
	MOVQ scale+16(FP), BX
	MOVQ bias+24(FP), DX
	MOVQ n+32(FP), CX

affineNext:
	AFFINE((SI), (BX), (DX), Z0)
	VMOVUPS Z0, (DI)
	ADDQ    $64, DI
	ADDQ    $64, SI
	ADDQ    $64, BX
	ADDQ    $64, DX
	SUBQ    $16, CX
	JNZ     affineNext
	VZEROUPPER
	RET

// func rectifyAVX512(dst *uint8, acc *int32, scale, bias *float32, n int)
//
// dst = float(acc)·scale + bias as a byte, rounded, 0 and 255 at the ends.
TEXT ·rectifyAVX512(SB), NOSPLIT, $0-40
	MOVQ         dst+0(FP), DI
	MOVQ         acc+8(FP), SI
	MOVQ         scale+16(FP), BX
	MOVQ         bias+24(FP), DX
	MOVQ         n+32(FP), CX
	VBROADCASTSS constants<>+24(SB), HALF
	VPXORD       Z1, Z1, Z1

rectifyNext:
	AFFINE((SI), (BX), (DX), Z0)
	VADDPS     HALF, Z0, Z0
	VMAXPS     Z1, Z0, Z0
	VCVTTPS2DQ Z0, Z0
	VPMOVUSDB  Z0, (DI)
	ADDQ       $16, DI
	ADDQ       $64, SI
	ADDQ       $64, BX
	ADDQ       $64, DX
	SUBQ       $16, CX
	JNZ        rectifyNext
	VZEROUPPER
	RET

// func rectifySumAVX512(dst *uint8, a, b, c *float32, n int)
//
// dst = (a + b) + c as a byte, rounded, 0 and 255 at the ends.
TEXT ·rectifySumAVX512(SB), NOSPLIT, $0-40
	MOVQ         dst+0(FP), DI
	MOVQ         a+8(FP), SI
	MOVQ         b+16(FP), BX
	MOVQ         c+24(FP), DX
	MOVQ         n+32(FP), CX
	VBROADCASTSS constants<>+24(SB), HALF
	VPXORD       Z1, Z1, Z1

rectifySumNext:
	VMOVUPS    (SI), Z0
	VADDPS     (BX), Z0, Z0
	VADDPS     (DX), Z0, Z0
	VADDPS     HALF, Z0, Z0
	VMAXPS     Z1, Z0, Z0
	VCVTTPS2DQ Z0, Z0
	VPMOVUSDB  Z0, (DI)
	ADDQ       $16, DI
	ADDQ       $64, SI
	ADDQ       $64, BX
	ADDQ       $64, DX
	SUBQ       $16, CX
	JNZ        rectifySumNext
	VZEROUPPER
	RET
