// Package quantity has the numbers of a book as values: an exact decimal with a unit and an approximation (约, “over”).
// Values of data/ and numbers in prose both become quantities, so that 3.1万亿美元, US$3.1 trillion and {value: 3.1e12,
// unit: USD} are equal, and sums of money are never compared as printed words.
//
// A [Decimal] is exact: no value passes through a float. It keeps the digits with which it was written, because they
// say how exactly a number is known: 3.1 万亿 is 3.1412e12 rounded ([Quantity.Rounds]), 3.14 万亿 is not 3.1e12. Numbers
// that are not decimal, such as a third, or a mu in square metres, are compared as rational numbers.
//
// A [Unit] is a row of one table (units.go): its id in data and in dumps, its other names in data, how each language
// writes it, how each language's prose is read, its dimension and its size in that dimension. Sizes are exact by
// definition: SI brochure (9th edition) tables 2 and 8, GB 3100—93 and GB 3102—93; the mu, jin and li are the market
// units of 1959 (1 mu = 10,000/15 m²), mile, foot and acre the international ones of 1959, the nautical mile that of
// 1929. Symbols follow the same standards: km² and not sq km, t and not T, and a blank before them. Currencies have
// ISO 4217 codes and no sizes: no rate is known here. What is counted (people, trains) has a dimension of its own.
//
// The package has no errors: a parser reports false, and its caller knows where the text stood and says so. How many
// digits are printed, and with which words for powers of ten (GB/T 15835—2011 4.1.3), is decided in package dataset;
// what prose says is read in package number.
package quantity
