/* The one function of Windows' bcryptprimitives.dll that Go's runtime asks for and Wine 8 lacks: .ci/wine makes a
 * DLL of it, so that tests can run. What it returns is not random enough for anything else. It imports nothing, so
 * that the binutils of any x86-64 Linux can link it. */
__attribute__((ms_abi)) int ProcessPrng(unsigned char *p, unsigned long long n)
{
	unsigned long long s = __builtin_ia32_rdtsc();
	while (n--)
		*p++ = (s = s * 6364136223846793005u + 1442695040888963407u) >> 56;
	return 1;
}

__attribute__((ms_abi)) int DllMain(void *dll, unsigned reason, void *reserved) { return 1; }
