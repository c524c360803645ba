using System.Globalization;
using Thalweg.Networks;
using Thalweg.Pde.Diagnostics;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg evaluate</c>: a trained solution, its derivatives, residual and error at given points; or what a network
/// takes images for.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly ModelFlags model = new();
    private readonly WeightFlags weights = new();
    private readonly DataFlags data = new();
    private readonly Flag points = new(
        new TextOption(
            "points",
            null,
            "where: the array 'points' of an .npz file, one row a point, an .npy file of it, or a .csv file of coordinates",
            "a path of an .npz, .npy or .csv file"
        )
    )
    {
        Use = FileUse.Read,
    };
    private readonly Flag output = new(
        new TextOption(
            "out",
            null,
            "file for the points and the values there: .npz, .csv, or .vtu for ParaView; - for CSV on standard output",
            "a path that ends in .npz, .csv or .vtu, or -"
        )
    )
    {
        Use = FileUse.Written,
    };
    private readonly Switch reference = new(
        "reference",
        "the solution that networks of --problem are measured against, with its certified error, integral and energy, in place of a trained one"
    );
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "evaluate";

    public override string Description =>
        "Evaluates a trained solution, its derivatives, residual and error at given points, or a trained network on data";

    public override string Example =>
        "thalweg evaluate --weights \"results/poisson-1d#galerkin/3\" --points points.npz --out values.csv";

    protected override IReadOnlyList<Flag> Flags =>
        [.. model.Named, .. weights.All, .. data.All, points, output, threads];

    protected override IReadOnlyList<Switch> Switches => [reference];

    protected override int Run(Invocation invocation)
    {
        if (data.IsGiven(invocation))
        {
            if (invocation.IsSet(reference))
            {
                throw new InputException("has no meaning with --data; leave it out", new(reference.Symbol.Name, 0, 1));
            }
            invocation.Refuse("with --data", [.. model.Named.Where(flag => flag != model.Network), points]);
            return new EvaluatedData(model, weights, data, output, threads).Run(invocation);
        }
        data.RefuseWithout(invocation);
        if (invocation.IsSet(reference))
        {
            invocation.Refuse("with --reference", [.. model.Named.Skip(2), .. weights.All]);
            return new EvaluatedReference(model, points, output).Run(invocation);
        }
        var form = PointForm.Of(invocation.Text(output), output);
        var saved = weights.Open(invocation);
        var (named, of, by) = model.Read(invocation, saved);
        // The loss matters here by the numbers alone that the network gives; a source says which parameters fit it.
        var formulation =
            saved.Declaration?.Resolve("formulation", weights.File.Place)
            ?? Formulations.Catalogue.Resolve("galerkin", default);
        var source = new PdeSource(named, of, by, Quadratures.Catalogue.Resolve("gauss:2", default), formulation);
        var problem = Problems.Create(named);
        var trial = Trials.Create(by, problem);
        var network = Studies.Catalogues.Networks.Create(
            of,
            problem,
            trial,
            Formulations.OutputsFor(formulation, problem)
        );
        var centre = weights.Read(invocation, saved, source);
        var at = PointList.Read(invocation.Text(points), problem, points.Place);
        var fields = new PointFields(problem, network, trial, at);
        RequireMemory(at, fields);
        var written = new PointValues(problem, form);
        written.RequireFit(output);
        using var file = invocation.Output(output);
        using var team = invocation.Team(threads);
        var values = fields.At(centre.Parameters, team);
        file.Write(path => written.Write(path, at, fields.Names, values));
        Print(invocation, source, at, fields, values);
        TellKinks(invocation, problem, network);
        return Verdict.Of(invocation.Terminal, values.All(field => Array.TrueForAll(field, double.IsFinite)));
    }

    private void Print(
        Invocation invocation,
        PdeSource source,
        PointSet at,
        PointFields fields,
        IReadOnlyList<double[]> values
    ) =>
        new Outcome
        {
            { "out", invocation.Text(output) },
            { "fields", fields.Names.ToArray() },
            { "points", at.Count },
            { "largestError", fields.Names.Any(name => IsOf("error", name)) ? Largest(fields, values, "error") : null },
            {
                "largestResidual",
                fields.Names.Any(name => IsOf("residual", name)) ? Largest(fields, values, "residual") : null
            },
            { "problem", source.Problem.Canonical },
            { "network", source.Network.Canonical },
            { "trial", source.Trial.Canonical },
            { "weights", invocation.Written(weights.File)[^1] },
        }.Print(invocation);

    private static double Largest(PointFields fields, IReadOnlyList<double[]> values, string name) =>
        values
            .Where((_, i) => IsOf(name, fields.Names[i]))
            .SelectMany(field => field)
            .Aggregate(0.0, (largest, value) => double.IsNaN(value) ? value : Math.Max(largest, Math.Abs(value)));

    // Those of several components and equations have a tail: error_v, residual2.
    private static bool IsOf(string kind, string name) =>
        name == kind
        || name.StartsWith($"{kind}_", StringComparison.Ordinal)
        || (
            name.StartsWith(kind, StringComparison.Ordinal)
            && name.AsSpan(kind.Length).IndexOfAnyExceptInRange('0', '9') < 0
        );

    private void RequireMemory(PointSet at, PointFields fields)
    {
        var numbers = (double)at.Count * fields.Names.Count;
        MemoryLimit.Require(
            $"'{Name}'",
            [
                // The values, their parts, and the text of a table.
                new MemoryPart(
                    8 * numbers * sizeof(double),
                    string.Create(CultureInfo.InvariantCulture, $"{fields.Names.Count} fields at {at.Count} points"),
                    "fewer points",
                    points.Place
                )
                {
                    Longest = numbers,
                },
            ]
        );
    }

    private static void TellKinks(Invocation invocation, Problem problem, Network network)
    {
        if (network.Smoothness < problem.Order)
        {
            invocation.Terminal.Note(
                "the residual leaves out the kinks of the activation, where second derivatives do not exist"
            );
        }
    }
}
