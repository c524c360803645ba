using System.Globalization;
using BenchmarkDotNet.Running;
using Thalweg.Benchmarks.Kernels;

// Arguments are those of BenchmarkDotNet, for example --filter *Cholesky*; without any, everything runs.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
BenchmarkSwitcher
    .FromAssembly(typeof(KernelConfiguration).Assembly)
    .Run(args.Length == 0 ? ["--filter", "*"] : args, new KernelConfiguration());
