package lang

import "strconv"

// Date is a calendar date; Month and Day are 0 when not given.
type Date struct{ Year, Month, Day int }

// parseDate reads an ISO 8601 calendar date of reduced precision: 2025, 2025-09, 2025-09-01.
func parseDate(s string) (Date, bool) {
	var d Date
	if len(s) != 4 && len(s) != 7 && len(s) != 10 {
		return d, false
	}
	ok := true
	field := func(from, to, least, most int) int {
		if len(s) < to {
			return 0
		}
		n := 0
		for _, c := range []byte(s[from:to]) {
			if c < '0' || c > '9' {
				ok = false
			}
			n = 10*n + int(c) - '0'
		}
		ok = ok && n >= least && n <= most && (from == 0 || s[from-1] == '-')
		return n
	}
	d = Date{field(0, 4, 0, 9999), field(5, 7, 1, 12), field(8, 10, 1, 31)}
	return d, ok && d.Day <= daysIn(d.Year, d.Month)
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// Date writes an ISO 8601 date as text, keeping its precision: "2025年9月", "September 2025". What is not such
// a date is returned unchanged: the author may have written 乙巳年秋.
func (l *Language) Date(iso string) string {
	d, ok := parseDate(iso)
	if !ok {
		return iso
	}
	return l.Forms.Date(d)
}

// KnownDate reports whether s is an ISO 8601 calendar date, of any precision.
func KnownDate(s string) bool {
	_, ok := parseDate(s)
	return ok
}

func itoa(n int) string { return strconv.Itoa(n) }
