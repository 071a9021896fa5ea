#include "textflag.h"

// The recurrence's step and its gradient for AVX-512, sixteen units at a time.

DATA steps<>+0(SB)/4, $2.0
DATA steps<>+4(SB)/4, $-2.0
DATA steps<>+8(SB)/4, $4.0
DATA steps<>+12(SB)/4, $-4.0
DATA steps<>+16(SB)/4, $0.25
DATA steps<>+20(SB)/4, $1.0
DATA steps<>+24(SB)/4, $0.5
DATA steps<>+28(SB)/4, $0.03125
DATA steps<>+32(SB)/4, $0x7fffffff
GLOBL steps<>(SB), RODATA|NOPTR, $36

#define TWO Z23
#define NEGTWO Z24
#define FOUR Z25
#define NEGFOUR Z26
#define QUARTER Z27
#define ONE Z28
#define HALF Z29
#define THIRTYSECOND Z30
#define ABS Z31
#define ZERO Z22

#define LOADCONSTANTS \
	VBROADCASTSS steps<>+0(SB), TWO \
	VBROADCASTSS steps<>+4(SB), NEGTWO \
	VBROADCASTSS steps<>+8(SB), FOUR \
	VBROADCASTSS steps<>+12(SB), NEGFOUR \
	VBROADCASTSS steps<>+16(SB), QUARTER \
	VBROADCASTSS steps<>+20(SB), ONE \
	VBROADCASTSS steps<>+24(SB), HALF \
	VBROADCASTSS steps<>+28(SB), THIRTYSECOND \
	VPBROADCASTD steps<>+32(SB), ABS \
	VPXORD ZERO, ZERO, ZERO

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

// t = squashSlope(y)
#define SQUASHSLOPE(y, t) \
	VPANDD ABS, y, t \
	VSUBPS t, ONE, t \
	VMAXPS ZERO, t, t \
	VSQRTPS t, t

// t = gateSlope(y)
#define GATESLOPE(y, t) \
	VADDPS y, y, t \
	VSUBPS ONE, t, t \
	SQUASHSLOPE(t, t) \
	VMULPS QUARTER, t, t

#define ADDTO(v, t, at) \
	VADDPS at, v, t \
	VMOVUPS t, at

// func stepVector(s *stepState)
TEXT ·stepVector(SB), NOSPLIT, $0-8
	MOVQ s+0(FP), AX
	MOVQ 0(AX), SI   // products
	MOVQ 8(AX), DI   // bias
	MOVQ 16(AX), DX  // mix
	MOVQ 24(AX), BX  // previous state
	MOVQ 32(AX), R9  // highway input, 0 for a product
	MOVQ 40(AX), R10 // z, and f, r, c, x after it
	MOVQ 48(AX), R11 // h
	MOVQ 56(AX), R8  // gate stride
	MOVQ 64(AX), R12 // stride of z, f, …
	MOVQ 72(AX), CX  // blocks of sixteen
	LEAQ (R8)(R8*2), R13
	LEAQ (R12)(R12*2), AX
	LOADCONSTANTS

forward:
	VMOVUPS (SI), Z0
	VADDPS  (DI), Z0, Z0
	SQUASH(Z0, Z10)
	VMOVUPS (BX), Z5
	VMOVUPS (SI)(R8*1), Z1
	VADDPS  (DI)(R8*1), Z1, Z1
	VMULPS  (DX), Z5, Z11
	VADDPS  Z11, Z1, Z1
	GATE(Z1, Z10)
	VMOVUPS (SI)(R8*2), Z2
	VADDPS  (DI)(R8*2), Z2, Z2
	VMULPS  (DX)(R8*1), Z5, Z11
	VADDPS  Z11, Z2, Z2
	GATE(Z2, Z10)
	VSUBPS  Z0, Z5, Z3
	VMULPS  Z1, Z3, Z3
	VADDPS  Z0, Z3, Z3
	TESTQ   R9, R9
	JZ      product
	VMOVUPS (R9), Z4
	ADDQ    $64, R9
	JMP     highway

product:
	VMOVUPS (SI)(R13*1), Z4
	VADDPS  (DI)(R13*1), Z4, Z4
	SQUASH(Z4, Z10)

highway:
	VSUBPS  Z4, Z3, Z6
	VMULPS  Z2, Z6, Z6
	VADDPS  Z4, Z6, Z6
	VMOVUPS Z0, (R10)
	VMOVUPS Z1, (R10)(R12*1)
	VMOVUPS Z2, (R10)(R12*2)
	VMOVUPS Z3, (R10)(AX*1)
	VMOVUPS Z4, (R10)(R12*4)
	VMOVUPS Z6, (R11)
	ADDQ    $64, SI
	ADDQ    $64, DI
	ADDQ    $64, DX
	ADDQ    $64, BX
	ADDQ    $64, R10
	ADDQ    $64, R11
	DECQ    CX
	JNZ     forward
	VZEROUPPER
	RET

// func backVector(s *backState)
TEXT ·backVector(SB), NOSPLIT, $0-8
	MOVQ s+0(FP), AX
	MOVQ 0(AX), SI   // z, and f, r, c, x after it
	MOVQ 8(AX), BX   // previous state
	MOVQ 16(AX), DI  // dh
	MOVQ 24(AX), DX  // carry
	MOVQ 32(AX), R9  // mix
	MOVQ 40(AX), R10 // du
	MOVQ 48(AX), R11 // dB
	MOVQ 56(AX), R12 // dMix
	MOVQ 64(AX), R8  // gate stride
	MOVQ 72(AX), R13 // stride of z, f, …
	MOVQ 80(AX), CX  // blocks of sixteen
	MOVQ 88(AX), R15 // 1 when the highway is a product
	LEAQ (R13)(R13*2), AX
	LOADCONSTANTS

back:
	VMOVUPS (SI), Z0
	VMOVUPS (SI)(R13*1), Z1
	VMOVUPS (SI)(R13*2), Z2
	VMOVUPS (SI)(AX*1), Z3
	VMOVUPS (SI)(R13*4), Z4
	VMOVUPS (BX), Z5
	VMOVUPS (DI), Z6

	// dr = dout·(c − x)·gateSlope(r)
	VSUBPS Z4, Z3, Z8
	VMULPS Z6, Z8, Z8
	GATESLOPE(Z2, Z13)
	VMULPS Z13, Z8, Z8

	// dc = dout·r + carry
	VMULPS Z2, Z6, Z9
	VADDPS (DX), Z9, Z9

	// dx = dout·(1 − r)
	VSUBPS Z2, ONE, Z10
	VMULPS Z6, Z10, Z10

	// df = dc·(p − z)·gateSlope(f)
	VSUBPS Z0, Z5, Z11
	VMULPS Z9, Z11, Z11
	GATESLOPE(Z1, Z13)
	VMULPS Z13, Z11, Z11

	// dz = dc·(1 − f)·squashSlope(z)
	VSUBPS Z1, ONE, Z12
	VMULPS Z9, Z12, Z12
	SQUASHSLOPE(Z0, Z13)
	VMULPS Z13, Z12, Z12

	// carry = dc·f + df·mix + dr·mix
	VMULPS  Z1, Z9, Z13
	VMULPS  (R9), Z11, Z14
	VADDPS  Z14, Z13, Z13
	VMULPS  (R9)(R8*1), Z8, Z14
	VADDPS  Z14, Z13, Z13
	VMOVUPS Z13, (DX)

	VMOVUPS Z12, (R10)
	VMOVUPS Z11, (R10)(R8*1)
	VMOVUPS Z8, (R10)(R8*2)
	ADDTO(Z12, Z14, (R11))
	ADDTO(Z11, Z14, (R11)(R8*1))
	ADDTO(Z8, Z14, (R11)(R8*2))
	VMULPS Z5, Z11, Z11
	VMULPS Z5, Z8, Z8
	ADDTO(Z11, Z14, (R12))
	ADDTO(Z8, Z14, (R12)(R8*1))
	TESTQ  R15, R15
	JNZ    project
	VMOVUPS Z10, (DI)
	JMP    next

project:
	SQUASHSLOPE(Z4, Z13)
	VMULPS  Z13, Z10, Z10
	LEAQ    (R8)(R8*2), R15
	VMOVUPS Z10, (R10)(R15*1)
	ADDTO(Z10, Z14, (R11)(R15*1))

next:
	ADDQ $64, SI
	ADDQ $64, BX
	ADDQ $64, DI
	ADDQ $64, DX
	ADDQ $64, R9
	ADDQ $64, R10
	ADDQ $64, R11
	ADDQ $64, R12
	DECQ CX
	JNZ  back
	VZEROUPPER
	RET
