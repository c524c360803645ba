using System.Globalization;
using Thalweg.Benchmarks;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

// Whole evaluations as a share of the FMA peak of one core, measured in the same run, interleaved, medians.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int repetitions = 15;
var line = PoissonProblem.Sine(1);
var square = PoissonProblem.Sine(2);
Case[] cases =
[
    Case.Of(
        "1-D resnet width 4, Galerkin, 401 points",
        line,
        Network.Residual(1, 1, 4, 1, Activation.Swish),
        FormulationKind.Galerkin,
        new SimpsonRule(200)
    ),
    Case.Of(
        "1-D resnet width 4, Ritz, 401 points",
        line,
        Network.Residual(1, 1, 4, 1, Activation.Swish),
        FormulationKind.Ritz,
        new SimpsonRule(200)
    ),
    Case.Of(
        "2-D mlp 4 x 50 tanh, Galerkin, 10 000 points",
        square,
        Network.Mlp(2, 1, [50, 50, 50, 50], Activation.Tanh),
        FormulationKind.Galerkin,
        new GaussRule(100)
    ),
    Case.Of(
        "2-D mlp 4 x 50 tanh, Ritz, 10 000 points",
        square,
        Network.Mlp(2, 1, [50, 50, 50, 50], Activation.Tanh),
        FormulationKind.Ritz,
        new GaussRule(100)
    ),
];
using var two = new WorkerTeam(2);
foreach (var c in cases)
{
    c.WarmUp(two);
}
Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}");
Console.WriteLine();
Console.WriteLine("| evaluation | 1 thread | 2 threads | ratio | share of one core's FMA peak (1 thread) |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var c in cases)
{
    foreach (var gradient in (bool[])[false, true])
    {
        var one = new List<double>();
        var both = new List<double>();
        var peak = new List<double>();
        for (var r = 0; r < repetitions; r++)
        {
            peak.Add(FmaPeak.Measure());
            one.Add(c.Time(gradient, WorkerTeam.Sequential));
            both.Add(c.Time(gradient, two));
        }
        var (a, b, p) = (Median(one), Median(both), Median(peak));
        var share = c.Flops(gradient) / a / 1e9 / p;
        Console.WriteLine(
            $"| {c.Name}, {(gradient ? "loss + gradient" : "loss")} | {a * 1e3:G4} ms | {b * 1e3:G4} ms | {a / b:F2} | {share:P0} of {p:F0} GFLOP/s |"
        );
    }
}

static double Median(List<double> values)
{
    values.Sort();
    return values[values.Count / 2];
}
