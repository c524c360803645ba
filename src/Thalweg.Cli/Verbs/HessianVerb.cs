using System.Globalization;
using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg hessian</c>: how a loss curves at given parameters.</summary>
internal sealed class HessianVerb : Verb
{
    private const string Dense = "dense";
    private const string Lanczos = "lanczos";
    private const string Density = "density";
    private const string Trace = "trace";
    private const string Diagonal = "diagonal";

    // What a dense spectrum holds at once, in matrices.
    private const double DenseMatrices = 8;

    // Vectors that Lanczos and the estimates hold at once, at most about.
    private const double LargestBasis = 600;

    private static readonly string[] Kinds = [Dense, Lanczos, Density, Trace, Diagonal];

    private readonly LossFlags loss = new();
    private readonly HessianFlags what = new();
    private readonly Operand kind = new(
        "kind",
        "kind of result: dense, all eigenvalues; lanczos, those of the ends; density; trace; diagonal",
        true,
        Kinds
    );
    private readonly Flag count = new(
        new IntegerOption("count", "10", "of lanczos: eigenvalues of an end") { Maximum = DenseSpectrum.LargestSize }
    );
    private readonly Flag which = new(
        new WordOption(
            "which",
            "both",
            "of lanczos: the algebraically largest, the smallest (most negative), or both",
            ["largest", "smallest", "both"]
        )
    );
    private readonly Flag method = new(
        new WordOption("method", "xtrace", "of trace: how it is estimated", ["hutchinson", "hutch++", "xtrace"])
    );
    private readonly Flag tolerance = new(
        new NumberOption(
            "tolerance",
            null,
            "of lanczos: residual over the largest eigenvalue [default: 1e-10]; of trace and diagonal: standard error over the estimate [default: 0.01]"
        )
        {
            Minimum = 0,
            Maximum = 1,
            ExcludesMinimum = true,
            ExcludesMaximum = true,
            IsOptional = true,
        }
    );
    private readonly Flag products = new(
        new IntegerOption(
            "products",
            null,
            "of lanczos, trace and diagonal: products at most [default: 20000; trace and diagonal: 2000]"
        )
        {
            Minimum = 16,
            IsOptional = true,
        }
    );
    private readonly Flag vectors = new(
        new IntegerOption("vectors", "16", "of density: random start vectors") { Minimum = 2, Maximum = 100_000 }
    );
    private readonly Flag steps = new(
        new IntegerOption("steps", "64", "of density: products with each start vector") { Maximum = 10_000 }
    );
    private readonly Flag nodes = new(
        new IntegerOption("nodes", "256", "of density: values of λ") { Minimum = 2, Maximum = 1_000_000 }
    );
    private readonly Flag width = new(
        new NumberOption("width", "0.01", "of density: width of the Gaussians over the range of eigenvalues")
        {
            Minimum = 0,
            Maximum = 1,
            ExcludesMinimum = true,
            ExcludesMaximum = true,
        }
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

    protected override IReadOnlyList<Flag> Flags =>
        [
            .. loss.All,
            .. what.All,
            count,
            which,
            method,
            tolerance,
            products,
            vectors,
            steps,
            nodes,
            width,
            output,
            seed,
            threads,
        ];

    protected override int Run(Invocation invocation)
    {
        var asked = invocation.Operand(kind)!;
        RefuseOthers(invocation, asked);
        var subject = loss.Read(invocation, (ulong)invocation.Integer(seed));
        loss.RefuseUnpublished(invocation, subject, changesMore: false);
        if (asked == Dense)
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
                    Dense => OfDense(at, invocation, subject, HessianAt, file, team, told),
                    Lanczos => OfLanczos(at, invocation, file, team, told),
                    Density => OfDensity(at, invocation, team, told),
                    Trace => OfTrace(at, invocation, team),
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

    private void RefuseOthers(Invocation invocation, string asked)
    {
        Flag[] own = asked switch
        {
            Dense => [output],
            Lanczos => [count, which, tolerance, products, output],
            Density => [vectors, steps, nodes, width],
            Trace => [method, tolerance, products],
            Diagonal => [tolerance, products],
            _ => throw new InputException(
                $"<kind>: expected one of {string.Join(", ", Kinds)}, found {CallText.Show(asked)}{Spelling.Suggest(asked, Kinds)}"
            ),
        };
        Flag[] all = [count, which, method, tolerance, products, vectors, steps, nodes, width, output];
        invocation.Refuse($"with '{asked}'", [.. all.Except(own)]);
    }

    private void RequireSize(Invocation invocation, Subject subject, string asked, int rows)
    {
        if (asked == Dense && rows > DenseSpectrum.LargestSize)
        {
            throw new InputException(
                $"{rows} parameters are more than the {DenseSpectrum.LargestSize} of a dense spectrum: take lanczos, density or trace, or one --layer"
            );
        }
        if (asked == Lanczos && Ends(invocation) * invocation.SmallInteger(count) > rows)
        {
            throw new InputException(
                $"expected at most {rows / Ends(invocation)} for {rows} parameters and {(Ends(invocation) == 2 ? "both ends" : "one end")}, found {invocation.SmallInteger(count)}; 'dense' gives all",
                count.Place
            );
        }
        var numbers = asked == Dense ? DenseMatrices * rows * rows : LargestBasis * rows;
        invocation.RequireMemory(
            subject.Sources,
            threads,
            new MemoryPart(
                numbers * sizeof(double),
                string.Create(CultureInfo.InvariantCulture, $"'{asked}' of {rows} parameters"),
                asked == Dense ? "lanczos, or one --layer" : "one --layer"
            )
            {
                Longest = asked == Dense ? (double)rows * rows : LargestBasis * rows,
            }
        );
    }

    private int Ends(Invocation invocation) => invocation.Text(which) == "both" ? 2 : 1;

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
        SpectrumEnd[] ends = invocation.Text(which) switch
        {
            "largest" => [SpectrumEnd.Largest],
            "smallest" => [SpectrumEnd.Smallest],
            _ => [SpectrumEnd.Smallest, SpectrumEnd.Largest],
        };
        var results = ends.Select(end =>
                Landscapes.Curvature.Lanczos.Find(
                    at.Operator,
                    new LanczosOptions(invocation.SmallInteger(count), end)
                    {
                        Tolerance = invocation.IsGiven(tolerance) ? invocation.Number(tolerance) : 1e-10,
                        LargestProducts = invocation.IsGiven(products) ? invocation.SmallInteger(products) : 20_000,
                        Seed = (ulong)invocation.Integer(seed),
                    },
                    team,
                    at.Coarser,
                    progress
                )
            )
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

    private (Outcome, int) OfDensity(
        HessianProducts at,
        Invocation invocation,
        WorkerTeam team,
        IProgress<double> progress
    )
    {
        var density = SpectralDensity.Of(
            at.Operator,
            new DensityOptions
            {
                Vectors = invocation.SmallInteger(vectors),
                Steps = invocation.SmallInteger(steps),
                Nodes = invocation.SmallInteger(nodes),
                RelativeWidth = invocation.Number(width),
                Seed = (ulong)invocation.Integer(seed),
            },
            team,
            progress
        );
        return (HessianOutcome.Of(density), Verdict.Of(invocation.Terminal, density.IsFinite));
    }

    private (Outcome, int) OfTrace(HessianProducts at, Invocation invocation, WorkerTeam team)
    {
        var estimate = TraceEstimate.Of(
            at.Operator,
            invocation.Text(method) switch
            {
                "hutchinson" => TraceMethod.Hutchinson,
                "hutch++" => TraceMethod.HutchPlusPlus,
                _ => TraceMethod.XTrace,
            },
            Estimates(invocation),
            team
        );
        return (HessianOutcome.Of(estimate, invocation.IsJson), CodeOf(invocation, estimate.Stop));
    }

    private (Outcome, int) OfDiagonal(HessianProducts at, Invocation invocation, WorkerTeam team)
    {
        var estimate = DiagonalEstimate.Of(at.Operator, Estimates(invocation), team);
        return (HessianOutcome.Of(estimate), CodeOf(invocation, estimate.Stop));
    }

    private EstimateOptions Estimates(Invocation invocation) =>
        new()
        {
            Tolerance = invocation.IsGiven(tolerance) ? invocation.Number(tolerance) : 0.01,
            LargestProducts = invocation.IsGiven(products) ? invocation.SmallInteger(products) : 2000,
            Seed = (ulong)invocation.Integer(seed),
        };

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
