package pdf

import (
	"encoding/binary"
	"math"
)

// sRGB makes an ICC profile of the colour space of IEC 61966-2-1: three primaries and one tone curve. It is of version
// 2 (ICC.1:2001-04), because every reader and printer knows that one, and made rather than copied, because a copied
// profile has somebody's copyright.
func sRGB() []byte {
	xyz := func(x, y, z uint32) []byte {
		b := []byte("XYZ \x00\x00\x00\x00")
		for _, v := range [...]uint32{x, y, z} {
			b = binary.BigEndian.AppendUint32(b, v) // s15Fixed16
		}
		return b
	}
	curve := toneCurve()
	tags := []struct {
		signatures []string // share the data
		data       []byte
	}{
		{[]string{"desc"}, profileDescription("sRGB IEC61966-2.1")},
		{[]string{"cprt"}, []byte("text\x00\x00\x00\x00No copyright, use freely\x00")},
		// The white point of the profile connection space, D50; the primaries of IEC 61966-2-1 adapted
		// to it from D65 by the Bradford matrix.
		{[]string{"wtpt"}, xyz(0xF6D6, 0x10000, 0xD32D)},
		{[]string{"rXYZ"}, xyz(0x6FA2, 0x38F5, 0x0390)},
		{[]string{"gXYZ"}, xyz(0x6299, 0xB785, 0x18DA)},
		{[]string{"bXYZ"}, xyz(0x24A0, 0x0F84, 0xB6CF)},
		{[]string{"rTRC", "gTRC", "bTRC"}, curve},
	}
	count := 0
	for _, t := range tags {
		count += len(t.signatures)
	}
	table := binary.BigEndian.AppendUint32(nil, uint32(count))
	var data []byte
	start := 128 + 4 + 12*count
	for _, t := range tags {
		for _, s := range t.signatures {
			table = append(table, s...)
			table = binary.BigEndian.AppendUint32(table, uint32(start+len(data)))
			table = binary.BigEndian.AppendUint32(table, uint32(len(t.data)))
		}
		data = append(data, t.data...)
		for len(data)%4 != 0 {
			data = append(data, 0)
		}
	}

	head := make([]byte, 128)
	binary.BigEndian.PutUint32(head, uint32(start+len(data)))
	head[8], head[9] = 2, 0x40 // version 2.4
	copy(head[12:], "mntrRGB XYZ ")
	for i, v := range [...]uint16{1999, 10, 18} { // the standard's own date
		binary.BigEndian.PutUint16(head[24+2*i:], v)
	}
	copy(head[36:], "acsp")
	copy(head[68:], xyz(0xF6D6, 0x10000, 0xD32D)[8:])
	return append(append(head, table...), data...)
}

// toneCurve samples the transfer function of IEC 61966-2-1 §5.2 at 1024 places.
func toneCurve() []byte {
	const n = 1024
	b := []byte("curv\x00\x00\x00\x00")
	b = binary.BigEndian.AppendUint32(b, n)
	for i := range n {
		v := float64(i) / (n - 1)
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		b = binary.BigEndian.AppendUint16(b, uint16(math.Round(v*65535)))
	}
	return b
}

// profileDescription is a textDescriptionType: the name in ASCII, and the Unicode and Macintosh forms
// left empty.
func profileDescription(s string) []byte {
	b := []byte("desc\x00\x00\x00\x00")
	b = binary.BigEndian.AppendUint32(b, uint32(len(s)+1))
	b = append(append(b, s...), 0)
	return append(b, make([]byte, 4+4+2+1+67)...)
}
