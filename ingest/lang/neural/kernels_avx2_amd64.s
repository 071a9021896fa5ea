#include "textflag.h"

// Kernels for AVX2, with the results of those for AVX-512: bytes are widened
// to 16 bits, so that no sum saturates, and no fused multiply-add is used.

// func dot32AVX2(dst *int32, dstStep int, a *uint8, aStep int, b *int8, quads, blocks int)
//
// Two rows and half a panel at a time. Each of Y0…Y7 sums four columns, two
// 32-bit sums a column.
TEXT ·dot32AVX2(SB), NOSPLIT, $0-56
	MOVQ dst+0(FP), DI
	MOVQ dstStep+8(FP), R8
	MOVQ a+16(FP), SI
	MOVQ aStep+24(FP), R9
	MOVQ b+32(FP), BX
	MOVQ quads+40(FP), R10
	MOVQ blocks+48(FP), R11
	SHLQ $2, R11 // pairs of rows

pair:
	MOVQ $0, R12 // first column's byte in a line of the panel

halfPanel:
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	MOVQ  SI, AX
	LEAQ  (BX)(R12*1), R13
	MOVQ  R10, CX

quad:
	VPBROADCASTD (AX), X8
	VPBROADCASTD (AX)(R9*1), X9
	VPMOVZXBW    X8, Y8
	VPMOVZXBW    X9, Y9
	VPMOVSXBW    (R13), Y10
	VPMOVSXBW    16(R13), Y11
	VPMOVSXBW    32(R13), Y12
	VPMOVSXBW    48(R13), Y13
	VPMADDWD     Y8, Y10, Y14
	VPADDD       Y14, Y0, Y0
	VPMADDWD     Y8, Y11, Y15
	VPADDD       Y15, Y1, Y1
	VPMADDWD     Y8, Y12, Y14
	VPADDD       Y14, Y2, Y2
	VPMADDWD     Y8, Y13, Y15
	VPADDD       Y15, Y3, Y3
	VPMADDWD     Y9, Y10, Y14
	VPADDD       Y14, Y4, Y4
	VPMADDWD     Y9, Y11, Y15
	VPADDD       Y15, Y5, Y5
	VPMADDWD     Y9, Y12, Y14
	VPADDD       Y14, Y6, Y6
	VPMADDWD     Y9, Y13, Y15
	VPADDD       Y15, Y7, Y7
	ADDQ         $4, AX
	ADDQ         $128, R13
	DECQ         CX
	JNZ          quad

	// Join the two sums of each column and put the columns in order.
	VPHADDD Y1, Y0, Y0
	VPHADDD Y3, Y2, Y2
	VPHADDD Y5, Y4, Y4
	VPHADDD Y7, Y6, Y6
	VPERMQ  $0xD8, Y0, Y0
	VPERMQ  $0xD8, Y2, Y2
	VPERMQ  $0xD8, Y4, Y4
	VPERMQ  $0xD8, Y6, Y6
	LEAQ    (DI)(R12*1), DX
	VMOVDQU Y0, (DX)
	VMOVDQU Y2, 32(DX)
	VMOVDQU Y4, (DX)(R8*1)
	VMOVDQU Y6, 32(DX)(R8*1)
	ADDQ    $64, R12
	CMPQ    R12, $128
	JLT     halfPanel
	LEAQ    (SI)(R9*2), SI
	LEAQ    (DI)(R8*2), DI
	DECQ    R11
	JNZ     pair
	VZEROUPPER
	RET

#define EIGHT(at, bits) \
	DATA eights<>+at+0(SB)/8, bits \
	DATA eights<>+at+8(SB)/8, bits \
	DATA eights<>+at+16(SB)/8, bits \
	DATA eights<>+at+24(SB)/8, bits

EIGHT(0, $0x4000000040000000)
EIGHT(32, $0xc0000000c0000000)
EIGHT(64, $0x4080000040800000)
EIGHT(96, $0xc0800000c0800000)
EIGHT(128, $0x3e8000003e800000)
EIGHT(160, $0x3f8000003f800000)
EIGHT(192, $0x3f0000003f000000)
EIGHT(224, $0x3d0000003d000000)
EIGHT(256, $0x42fe000042fe0000)
EIGHT(288, $0x4300800043008000)
EIGHT(320, $0x7fffffff7fffffff)
EIGHT(352, $0x000000ff000000ff)
GLOBL eights<>(SB), RODATA|NOPTR, $384

#define TWO eights<>+0(SB)
#define NEGTWO eights<>+32(SB)
#define FOUR eights<>+64(SB)
#define NEGFOUR eights<>+96(SB)
#define QUARTER eights<>+128(SB)
#define ONE eights<>+160(SB)
#define HALF eights<>+192(SB)
#define THIRTYSECOND eights<>+224(SB)
#define RANGE eights<>+256(SB)
#define MIDDLE eights<>+288(SB)
#define ABS eights<>+320(SB)
#define BYTE255 eights<>+352(SB)

#define AFFINE(acc, scale, bias, u) \
	VCVTDQ2PS acc, u \
	VMULPS scale, u, u \
	VADDPS bias, u, u

#define SQUASH(u, t, k) \
	VMINPS TWO, u, u \
	VMAXPS NEGTWO, u, u \
	VPAND ABS, u, t \
	VMULPS QUARTER, t, t \
	VMOVUPS ONE, k \
	VSUBPS t, k, t \
	VMULPS t, u, u

#define GATE(u, t, k) \
	VMINPS FOUR, u, u \
	VMAXPS NEGFOUR, u, u \
	VPAND ABS, u, t \
	VMULPS THIRTYSECOND, t, t \
	VMOVUPS QUARTER, k \
	VSUBPS t, k, t \
	VMULPS t, u, u \
	VADDPS HALF, u, u

#define MIXGATE(acc, scale, bias, mix, c, u, t, k) \
	AFFINE(acc, scale, bias, u) \
	VMULPS mix, c, t \
	VADDPS t, u, u \
	GATE(u, t, k)

// func recur32AVX2(state *recurrence)
//
// 32 units, eight at a time.
TEXT ·recur32AVX2(SB), NOSPLIT, $0-8
	MOVQ state+0(FP), AX
	MOVQ 88(AX), R8
	MOVQ $0, R15 // bytes of the units done

eightUnits:
	MOVQ  0(AX), SI
	MOVQ  8(AX), R9
	MOVQ  16(AX), R10
	MOVQ  24(AX), R11
	MOVQ  32(AX), DI
	MOVQ  40(AX), BX
	MOVQ  48(AX), DX
	MOVQ  56(AX), CX
	ADDQ  R15, SI
	ADDQ  R15, R10
	ADDQ  R15, DI
	ADDQ  R15, BX
	ADDQ  R15, DX
	MOVQ  R15, R12
	SHRQ  $2, R12
	ADDQ  R12, R11
	VPXOR Y0, Y0, Y0
	MOVQ  64(AX), R12
	MOVQ  72(AX), R13
	MOVQ  80(AX), R14
	TESTQ R9, R9
	JZ    product
	ADDQ  R15, R9

highway:
	AFFINE((SI), (DI), (BX), Y1)
	SQUASH(Y1, Y2, Y6)
	MIXGATE((SI)(R8*1), (DI)(R8*1), (BX)(R8*1), (DX), Y0, Y3, Y2, Y6)
	MIXGATE((SI)(R8*2), (DI)(R8*2), (BX)(R8*2), (DX)(R8*1), Y0, Y4, Y2, Y6)
	VMOVUPS (R9), Y5
	ADDQ    R13, R9
	JMP     update

product:
	AFFINE((SI), (DI), (BX), Y1)
	SQUASH(Y1, Y2, Y6)
	MIXGATE((SI)(R8*1), (DI)(R8*1), (BX)(R8*1), (DX), Y0, Y3, Y2, Y6)
	MIXGATE((SI)(R8*2), (DI)(R8*2), (BX)(R8*2), (DX)(R8*1), Y0, Y4, Y2, Y6)
	LEAQ (R8)(R8*2), R9
	AFFINE((SI)(R9*1), (DI)(R9*1), (BX)(R9*1), Y5)
	SQUASH(Y5, Y2, Y6)
	XORQ R9, R9

update:
	VSUBPS       Y1, Y0, Y2
	VMULPS       Y3, Y2, Y2
	VADDPS       Y1, Y2, Y0
	VSUBPS       Y5, Y0, Y2
	VMULPS       Y4, Y2, Y2
	VADDPS       Y5, Y2, Y2
	VMOVUPS      Y2, (R10)
	VMULPS       RANGE, Y2, Y2
	VADDPS       MIDDLE, Y2, Y2
	VCVTTPS2DQ   Y2, Y2
	VEXTRACTI128 $1, Y2, X6
	VPACKUSDW    X6, X2, X2
	VPACKUSWB    X2, X2, X2
	VMOVQ        X2, (R11)
	ADDQ         R12, SI
	ADDQ         R13, R10
	ADDQ         R14, R11
	DECQ         CX
	JZ           done
	TESTQ        R9, R9
	JZ           product
	JMP          highway

done:
	ADDQ $32, R15
	CMPQ R15, $128
	JLT  eightUnits
	VZEROUPPER
	RET

// func sumRowsAVX2(dst *int16, table *int8, rows *uint32, n, width int)
TEXT ·sumRowsAVX2(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DI
	MOVQ table+8(FP), SI
	MOVQ rows+16(FP), BX
	MOVQ n+24(FP), R8
	MOVQ width+32(FP), R9
	MOVQ R9, R10
	SHRQ $6, R10

sumBlock:
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	MOVQ  BX, AX
	MOVQ  R8, CX

sumRow:
	MOVL      (AX), DX
	IMULQ     R9, DX
	VPMOVSXBW (SI)(DX*1), Y4
	VPMOVSXBW 16(SI)(DX*1), Y5
	VPMOVSXBW 32(SI)(DX*1), Y6
	VPMOVSXBW 48(SI)(DX*1), Y7
	VPADDW    Y4, Y0, Y0
	VPADDW    Y5, Y1, Y1
	VPADDW    Y6, Y2, Y2
	VPADDW    Y7, Y3, Y3
	ADDQ      $4, AX
	DECQ      CX
	JNZ       sumRow
	VMOVDQU   Y0, (DI)
	VMOVDQU   Y1, 32(DI)
	VMOVDQU   Y2, 64(DI)
	VMOVDQU   Y3, 96(DI)
	ADDQ      $128, DI
	ADDQ      $64, SI
	DECQ      R10
	JNZ       sumBlock
	VZEROUPPER
	RET

// func affineAVX2(dst *float32, acc *int32, scale, bias *float32, n int)
TEXT ·affineAVX2(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DI
	MOVQ acc+8(FP), SI
	MOVQ scale+16(FP), BX
	MOVQ bias+24(FP), DX
	MOVQ n+32(FP), CX

affineNext:
	AFFINE((SI), (BX), (DX), Y0)
	VMOVUPS Y0, (DI)
	ADDQ    $32, DI
	ADDQ    $32, SI
	ADDQ    $32, BX
	ADDQ    $32, DX
	SUBQ    $8, CX
	JNZ     affineNext
	VZEROUPPER
	RET

// Y0 as eight rounded bytes at (DI); Y1 is zero.
#define STOREBYTES \
	VADDPS HALF, Y0, Y0 \
	VMAXPS Y1, Y0, Y0 \
	VCVTTPS2DQ Y0, Y0 \
	VPMINSD BYTE255, Y0, Y0 \
	VEXTRACTI128 $1, Y0, X2 \
	VPACKUSDW X2, X0, X0 \
	VPACKUSWB X0, X0, X0 \
	VMOVQ X0, (DI)

// func rectifyAVX2(dst *uint8, acc *int32, scale, bias *float32, n int)
TEXT ·rectifyAVX2(SB), NOSPLIT, $0-40
	MOVQ  dst+0(FP), DI
	MOVQ  acc+8(FP), SI
	MOVQ  scale+16(FP), BX
	MOVQ  bias+24(FP), DX
	MOVQ  n+32(FP), CX
	VPXOR Y1, Y1, Y1

rectifyNext:
	AFFINE((SI), (BX), (DX), Y0)
	STOREBYTES
	ADDQ $8, DI
	ADDQ $32, SI
	ADDQ $32, BX
	ADDQ $32, DX
	SUBQ $8, CX
	JNZ  rectifyNext
	VZEROUPPER
	RET

// func rectifySumAVX2(dst *uint8, a, b, c *float32, n int)
TEXT ·rectifySumAVX2(SB), NOSPLIT, $0-40
	MOVQ  dst+0(FP), DI
	MOVQ  a+8(FP), SI
	MOVQ  b+16(FP), BX
	MOVQ  c+24(FP), DX
	MOVQ  n+32(FP), CX
	VPXOR Y1, Y1, Y1

rectifySumNext:
	VMOVUPS (SI), Y0
	VADDPS  (BX), Y0, Y0
	VADDPS  (DX), Y0, Y0
	STOREBYTES
	ADDQ $8, DI
	ADDQ $32, SI
	ADDQ $32, BX
	ADDQ $32, DX
	SUBQ $8, CX
	JNZ  rectifySumNext
	VZEROUPPER
	RET
