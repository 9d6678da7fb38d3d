using BenchmarkDotNet.Running;
using PiGen.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(RenderBenchmarks).Assembly).Run(args);
