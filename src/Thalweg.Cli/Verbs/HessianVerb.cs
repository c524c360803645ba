using System.Globalization;
using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg hessian</c>: how a loss curves at given parameters.</summary>
internal sealed class HessianVerb : Verb
{
    // What a dense spectrum holds at once, in matrices.
    private const double DenseMatrices = 8;

    // Vectors that Lanczos and the estimates hold at once, at most about.
    private const double LargestBasis = 600;

    private readonly LossFlags loss = new();
    private readonly HessianFlags what = new();
    private readonly SpectrumFlags how = new();
    private readonly Operand kind = new(
        "kind",
        "kind of result: dense, all eigenvalues; lanczos, those of the ends; density; trace; diagonal",
        true,
        SpectrumFlags.Kinds
    );
    private readonly Flag output = new(
        new TextOption(
            "out",
            null,
            "of dense and lanczos: archive for eigenvalues, eigenvectors, residuals, bounds",
            "a path of an .npz file"
        )
    )
    {
        Use = FileUse.Written,
    };
    private readonly Flag seed = CommonFlags.Seed();
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "hessian";

    public override string Description =>
        "Measures how a loss curves at given parameters: eigenvalues with bounds, their density, trace, diagonal";

    public override string Example =>
        "thalweg hessian dense --problem poisson --network \"resnet(width=4, blocks=1)\" --formulation galerkin "
        + "--quadrature simpson:200 --weights FILE";

    protected override IReadOnlyList<Operand> Operands => [kind];

    protected override IReadOnlyList<Flag> Flags => [.. loss.All, .. what.All, .. how.All, output, seed, threads];

    protected override int Run(Invocation invocation)
    {
        var asked = invocation.Operand(kind)!;
        how.RefuseOthers(invocation, asked);
        if (asked is not (SpectrumFlags.Dense or SpectrumFlags.Lanczos))
        {
            invocation.Refuse($"with '{asked}'", output);
        }
        var subject = loss.Read(invocation, (ulong)invocation.Integer(seed));
        loss.RefuseUnpublished(invocation, subject, changesMore: false);
        if (asked == SpectrumFlags.Dense || (asked == SpectrumFlags.Lanczos && how.IsInterior(invocation)))
        {
            loss.RefuseSeed(invocation, seed);
        }
        if (subject.Sources.Count > 1)
        {
            throw new InputException(
                $"given {subject.Sources.Count} times; '{Name}' takes it once",
                loss.Formulation.Place
            );
        }
        var subset = what.Subset(invocation, subject.Source);
        var rows = subset?.Count ?? subject.Source.Layout.Count;
        RequireSize(invocation, subject, asked, rows);
        using var file = invocation.IsGiven(output) ? invocation.Output(output) : null;
        using var team = invocation.Team(threads);
        var objective = new ObjectivePool().Of(subject.Source);
        var choice = what.Choice(invocation, objective);
        var at = HessianAt(subject.Centre!.Parameters);
        var (outcome, code) = Progress.During(
            invocation.Terminal,
            progress =>
            {
                var told = progress.ForShare(asked);
                return asked switch
                {
                    SpectrumFlags.Dense => OfDense(at, invocation, subject, HessianAt, file, team, told),
                    SpectrumFlags.Lanczos when how.IsInterior(invocation) => OfInterior(
                        at,
                        invocation,
                        file,
                        team,
                        told
                    ),
                    SpectrumFlags.Lanczos => OfLanczos(at, invocation, file, team, told),
                    SpectrumFlags.Density => OfDensity(at, invocation, team, told),
                    SpectrumFlags.Trace => OfTrace(at, invocation, team),
                    _ => OfDiagonal(at, invocation, team),
                };
            }
        );
        outcome.AddRange(what.Describe(invocation, rows, at.IsExact));
        outcome.Add("parameters", objective.ParameterCount);
        outcome.AddRange(subject.Description);
        outcome.Print(invocation);
        return code;

        HessianProducts HessianAt(double[] parameters)
        {
            var whole = HessianProducts.At(objective, parameters, team, choice);
            return subset is null
                ? whole
                : new HessianProducts(
                    subset.Of(whole.Operator),
                    whole.Coarser is { } coarser ? subset.Of(coarser) : null
                );
        }
    }

    private void RequireSize(Invocation invocation, Subject subject, string asked, int rows)
    {
        var isDense = asked == SpectrumFlags.Dense || (asked == SpectrumFlags.Lanczos && how.IsInterior(invocation));
        if (isDense && rows > DenseSpectrum.LargestSize)
        {
            throw new InputException(
                $"{rows} parameters are more than the {DenseSpectrum.LargestSize} of a dense spectrum: take the ends by lanczos, density or trace, or one --layer"
            );
        }
        if (asked == SpectrumFlags.Lanczos)
        {
            how.RequireCount(invocation, rows);
        }
        var numbers = isDense ? DenseMatrices * rows * rows : LargestBasis * rows;
        invocation.RequireMemory(
            subject.Sources,
            threads,
            new MemoryPart(
                numbers * sizeof(double),
                string.Create(CultureInfo.InvariantCulture, $"'{asked}' of {rows} parameters"),
                isDense ? "the ends by lanczos, or one --layer" : "one --layer"
            )
            {
                Longest = isDense ? (double)rows * rows : LargestBasis * rows,
            }
        );
    }

    private static (Outcome, int) OfDense(
        HessianProducts at,
        Invocation invocation,
        Subject subject,
        Func<double[], HessianProducts> elsewhere,
        OutputFile? file,
        WorkerTeam team,
        IProgress<double> progress
    )
    {
        var spectrum = DenseSpectrum.Of(at.Operator, team, at.Coarser, progress);
        if (spectrum is null)
        {
            return (HessianOutcome.NotFinite(invocation.IsJson), Verdict.Of(invocation.Terminal, isFinite: false));
        }
        var structural = StructuralZeros.Of(
            spectrum,
            subject.Centre!.Parameters,
            moved => elsewhere(moved).Operator,
            team
        );
        Write(file, [.. spectrum.Eigenvalues], spectrum.Eigenvectors, spectrum.Residuals, spectrum.Bounds);
        return (HessianOutcome.Of(spectrum, structural, invocation.IsJson), ExitCode.Done);
    }

    private (Outcome, int) OfLanczos(
        HessianProducts at,
        Invocation invocation,
        OutputFile? file,
        WorkerTeam team,
        IProgress<double> progress
    )
    {
        var results = how.Ends(invocation)
            .Select(end => Lanczos.Find(at.Operator, how.LanczosOf(invocation, end, seed), team, at.Coarser, progress))
            .ToList();
        Write(
            file,
            [.. results.SelectMany(r => r.Eigenvalues)],
            results.SelectMany(r => r.Eigenvectors.ToArray()).ToArray(),
            [.. results.SelectMany(r => r.Residuals)],
            [.. results.SelectMany(r => r.Bounds)]
        );
        var isFinite = results.TrueForAll(r => r.Stop != LanczosStop.NotFinite);
        var code = Verdict.Of(invocation.Terminal, isFinite);
        if (results.Exists(r => r.Stop == LanczosStop.ProductsSpent))
        {
            invocation.Terminal.Warn(
                "the products were spent before all pairs converged and a fresh start saw nothing beyond them; allow more with --products"
            );
            code = ExitCode.Doubtful;
        }
        return (HessianOutcome.Of(results, invocation.IsJson), code);
    }

    private (Outcome, int) OfInterior(
        HessianProducts at,
        Invocation invocation,
        OutputFile? file,
        WorkerTeam team,
        IProgress<double> progress
    )
    {
        if (DenseSpectrum.Of(at.Operator, team, at.Coarser, progress) is not { } spectrum)
        {
            return (HessianOutcome.NotFinite(invocation.IsJson), Verdict.Of(invocation.Terminal, isFinite: false));
        }
        var nearest = how.InteriorOf(invocation, spectrum);
        var (size, count) = (spectrum.Eigenvalues.Count, nearest.End.Value - nearest.Start.Value);
        var result = new LanczosResult(
            [.. spectrum.Eigenvalues.Take(nearest)],
            spectrum.Eigenvectors.Slice(nearest.Start.Value * size, count * size),
            [.. spectrum.Residuals.Take(nearest)],
            [.. spectrum.Bounds.Take(nearest)],
            [.. Enumerable.Repeat(true, count)],
            size,
            LanczosStop.Converged
        );
        Write(file, [.. result.Eigenvalues], result.Eigenvectors, result.Residuals, result.Bounds);
        return (HessianOutcome.Of([result], invocation.IsJson), ExitCode.Done);
    }

    private (Outcome, int) OfDensity(
        HessianProducts at,
        Invocation invocation,
        WorkerTeam team,
        IProgress<double> progress
    )
    {
        var density = SpectralDensity.Of(at.Operator, how.DensityOf(invocation, seed), team, progress);
        return (HessianOutcome.Of(density), Verdict.Of(invocation.Terminal, density.IsFinite));
    }

    private (Outcome, int) OfTrace(HessianProducts at, Invocation invocation, WorkerTeam team)
    {
        var estimate = TraceEstimate.Of(at.Operator, how.MethodOf(invocation), how.EstimatesOf(invocation, seed), team);
        return (HessianOutcome.Of(estimate, invocation.IsJson), CodeOf(invocation, estimate.Stop));
    }

    private (Outcome, int) OfDiagonal(HessianProducts at, Invocation invocation, WorkerTeam team)
    {
        var estimate = DiagonalEstimate.Of(at.Operator, how.EstimatesOf(invocation, seed), team);
        return (HessianOutcome.Of(estimate), CodeOf(invocation, estimate.Stop));
    }

    private static int CodeOf(Invocation invocation, EstimateStop stop)
    {
        if (stop == EstimateStop.ProductsSpent)
        {
            invocation.Terminal.Warn(
                "the products were spent before the standard error came below the tolerance; allow more with --products"
            );
            return ExitCode.Doubtful;
        }
        return Verdict.Of(invocation.Terminal, stop != EstimateStop.NotFinite);
    }

    private static void Write(
        OutputFile? file,
        double[] eigenvalues,
        ReadOnlyMemory<double> eigenvectors,
        IReadOnlyList<double> residuals,
        IReadOnlyList<double> bounds
    )
    {
        var count = eigenvalues.Length;
        file?.Write(path =>
            NpzFile.Write(
                path,
                [
                    new("eigenvalues", new NpyArray([count], eigenvalues)),
                    new(
                        "eigenvectors",
                        new NpyArray([count, count == 0 ? 0 : eigenvectors.Length / count], eigenvectors.ToArray())
                    ),
                    new("residuals", new NpyArray([count], [.. residuals])),
                    new("bounds", new NpyArray([count], [.. bounds])),
                ]
            )
        );
    }
}
