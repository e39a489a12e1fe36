// Package user is a customer of scale: its test sees what that of scale does not.
package user

import "toy/scale"

// Level is at least 0.
func Level(n int) int { return scale.Clamp(n, 100) }
