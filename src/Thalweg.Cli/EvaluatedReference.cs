using System.Globalization;
using Thalweg.Pde.Diagnostics;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.References;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>The reference of a problem at given points, with its certified error and functionals.</summary>
internal sealed class EvaluatedReference(ModelFlags model, Flag points, Flag output)
{
    public int Run(Invocation invocation)
    {
        var call = model.ReadProblem(invocation);
        var problem = Problems.Create(call);
        var reference =
            Problems.ReferenceOf(call)
            ?? throw new InputException(
                $"no solution of '{problem}' is known, so that it has no reference; write one under 'reference' of its text, or evaluate a trained network",
                model.Named[0].Place
            );
        var form = invocation.IsGiven(output) ? PointForm.Of(invocation.Text(output), output) : null;
        var written = new PointValues(problem, form ?? "");
        written.RequireFit(output);
        var at = PointList.Read(invocation.Text(points), problem, points.Place);
        string[] names = [.. problem.Unknowns.Take(problem.Exact.Count), .. Slopes(problem)];
        RequireMemory(at, names.Length);
        using var file = form is null ? null : invocation.Output(output);
        var values = Columns(reference.Values(at), problem.Exact.Count, at.Count);
        file?.Write(path =>
            written.Write(
                path,
                at,
                names,
                [.. values, .. Columns(reference.Gradients(at), problem.Exact.Count * problem.Dimension, at.Count)]
            )
        );
        Outcome(invocation, call, reference, at, values).Print(invocation);
        return Verdict.Of(invocation.Terminal, values.All(column => Array.TrueForAll(column, double.IsFinite)));
    }

    private Outcome Outcome(
        Invocation invocation,
        ResolvedCall call,
        Reference reference,
        PointSet at,
        IReadOnlyList<double[]> values
    )
    {
        var (integrals, energy) = (reference.Integrals(), reference.Energy());
        object Integral(Func<Functional, double> part) =>
            integrals.Count == 1 ? part(integrals[0]) : integrals.Select(part).ToArray();
        var outcome = new Outcome();
        if (invocation.IsJson)
        {
            outcome.Add(
                "values",
                Enumerable.Range(0, at.Count).Select(n => values.Select(column => column[n]).ToArray())
            );
        }
        else
        {
            foreach (var (unknown, column) in reference.Problem.Unknowns.Zip(values))
            {
                outcome.Add(unknown, column);
            }
        }
        outcome.AddRange(
            new()
            {
                { "certifiedError", reference.Certificate?.Error },
                {
                    "functionals",
                    new Outcome { { "integral", Integral(f => f.Value) }, { "energy", energy?.Value } }
                },
                {
                    "functionalErrors",
                    new Outcome { { "integral", Integral(f => f.Error) }, { "energy", energy?.Error } }
                },
                {
                    "certificate",
                    reference.Certificate?.Method ?? "none: the formula leaves more of the equations than rounding"
                },
                { "problem", call.Canonical },
                { "points", at.Count },
                { "out", invocation.TextOrNull(output) },
            }
        );
        return outcome;
    }

    private static IEnumerable<string> Slopes(Problem problem) =>
        problem
            .Unknowns.Take(problem.Exact.Count)
            .SelectMany(u => PointFields.Coordinates(problem).Select(axis => $"{u}_{axis}"));

    private static IReadOnlyList<double[]> Columns(double[] values, int columns, int count) =>
        [.. Enumerable.Range(0, columns).Select(c => values[(c * count)..((c + 1) * count)])];

    private void RequireMemory(PointSet at, int fields)
    {
        var numbers = (double)at.Count * fields;
        MemoryLimit.Require(
            "'evaluate'",
            [
                new MemoryPart(
                    8 * numbers * sizeof(double),
                    string.Create(CultureInfo.InvariantCulture, $"{fields} fields at {at.Count} points"),
                    "fewer points",
                    points.Place
                )
                {
                    Longest = numbers,
                },
            ]
        );
    }
}
