// Package scale is for the test of the sampler, which knows what each change to it leads to.
package scale

// Clamp keeps n between 0 and most.
func Clamp(n, most int) int {
	if n > most {
		return most
	}
	if n < 0 {
		return 0
	}
	return n
}

// Sum adds the numbers below n. Without its last step it does not end.
func Sum(n int) (sum int) {
	for i := 0; i < n; {
		sum += i
		i++
	}
	return sum
}

// Greeting cannot be subtracted: a change of the operator does not compile.
func Greeting(name string) string { return "hello " + name }
