#:package Thalweg.Landscapes@0.1.0
#:property PublishAot=false
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

// Every analysis takes any function with a gradient: here the Müller–Brown surface, sliced through a minimum.
double[] minimum = [-0.558223634633, 1.441725841805];
double[] axes = [1.0, 0.0, 0.0, 1.0];
var slice = Slice.Lines(
    [new LabelledObjective("muller-brown", ExponentialSum.MullerBrown())],
    minimum,
    directions: axes,
    Axis.Symmetric(0.2, count: 5),
    WorkerTeam.Sequential
);
var losses = slice.Objectives[0].Losses;
Console.WriteLine($"along x: {string.Join(", ", losses[..5].Select(v => $"{v:F3}"))}");
Console.WriteLine($"along y: {string.Join(", ", losses[5..].Select(v => $"{v:F3}"))}");
