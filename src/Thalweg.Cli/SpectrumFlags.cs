using Thalweg.Landscapes.Curvature;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>The flags that say how far a spectrum is looked into, each of some kinds of result.</summary>
internal sealed class SpectrumFlags
{
    public const string Dense = "dense";
    public const string Lanczos = "lanczos";
    public const string Density = "density";
    public const string Trace = "trace";
    public const string Diagonal = "diagonal";
    public const string Interior = "interior";

    public static readonly string[] Kinds = [Dense, Lanczos, Density, Trace, Diagonal];

    private readonly Flag count = new(
        new IntegerOption("count", "10", "of lanczos: eigenvalues of an end") { Maximum = DenseSpectrum.LargestSize }
    );
    private readonly Flag which = new(
        new WordOption(
            "which",
            "both",
            "of lanczos: the algebraically largest, the smallest (most negative), both, or those of the interior nearest to --shift, by the dense matrix",
            ["largest", "smallest", "both", Interior]
        )
    );
    private readonly Flag shift = new(
        new NumberOption("shift", null, "of lanczos --which interior: what the eigenvalues are nearest to")
        {
            IsOptional = true,
        }
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
    public IReadOnlyList<Flag> All => [count, which, shift, method, tolerance, products, vectors, steps, nodes, width];

    /// <summary>Refuses flags of another kind of result, and a kind that there is not.</summary>
    /// <exception cref="InputException">One of them is given.</exception>
    public void RefuseOthers(Invocation invocation, string asked)
    {
        Flag[] own = asked switch
        {
            Dense => [],
            Lanczos => [count, which, shift, tolerance, products],
            Density => [vectors, steps, nodes, width],
            Trace => [method, tolerance, products],
            Diagonal => [tolerance, products],
            _ => throw new InputException(
                $"<kind>: expected one of {string.Join(", ", Kinds)}, found {CallText.Show(asked)}{Spelling.Suggest(asked, Kinds)}"
            ),
        };
        invocation.Refuse($"with '{asked}'", [.. All.Except(own)]);
        if (asked != Lanczos)
        {
            return;
        }
        if (!IsInterior(invocation))
        {
            invocation.Refuse($"without '--which {Interior}'", shift);
            return;
        }
        invocation.Refuse($"with '--which {Interior}', which takes the dense matrix", tolerance, products);
        if (!invocation.IsGiven(shift))
        {
            throw new InputException(
                $"'--which {Interior}' needs --shift, the number that the eigenvalues are nearest to",
                which.Place
            );
        }
    }

    /// <summary>Whether eigenvalues inside the spectrum are asked for.</summary>
    public bool IsInterior(Invocation invocation) => invocation.Text(which) == Interior;

    /// <summary>The eigenvalues inside a spectrum that are asked for.</summary>
    public Range InteriorOf(Invocation invocation, DenseSpectrum spectrum) =>
        spectrum.Nearest(invocation.Number(shift), invocation.SmallInteger(count));

    /// <summary>Refuses more eigenvalues than there are.</summary>
    /// <exception cref="InputException">There are fewer.</exception>
    public void RequireCount(Invocation invocation, int rows)
    {
        var ends = IsInterior(invocation) ? 1 : Ends(invocation).Count;
        if (ends * invocation.SmallInteger(count) > rows)
        {
            throw new InputException(
                $"expected at most {rows / ends} for {rows} parameters and {(ends == 2 ? "both ends" : IsInterior(invocation) ? "the interior" : "one end")}, found {invocation.SmallInteger(count)}; 'dense' gives all",
                count.Place
            );
        }
    }

    public IReadOnlyList<SpectrumEnd> Ends(Invocation invocation) =>
        invocation.Text(which) switch
        {
            "largest" => [SpectrumEnd.Largest],
            "smallest" => [SpectrumEnd.Smallest],
            _ => [SpectrumEnd.Smallest, SpectrumEnd.Largest],
        };

    public LanczosOptions LanczosOf(Invocation invocation, SpectrumEnd end, Flag seed)
    {
        var options = new LanczosOptions(invocation.SmallInteger(count), end)
        {
            Seed = (ulong)invocation.Integer(seed),
        };
        return options with
        {
            Tolerance = invocation.IsGiven(tolerance) ? invocation.Number(tolerance) : options.Tolerance,
            LargestProducts = invocation.IsGiven(products)
                ? invocation.SmallInteger(products)
                : options.LargestProducts,
        };
    }

    public DensityOptions DensityOf(Invocation invocation, Flag seed) =>
        new()
        {
            Vectors = invocation.SmallInteger(vectors),
            Steps = invocation.SmallInteger(steps),
            Nodes = invocation.SmallInteger(nodes),
            RelativeWidth = invocation.Number(width),
            Seed = (ulong)invocation.Integer(seed),
        };

    public TraceMethod MethodOf(Invocation invocation) =>
        invocation.Text(method) switch
        {
            "hutchinson" => TraceMethod.Hutchinson,
            "hutch++" => TraceMethod.HutchPlusPlus,
            _ => TraceMethod.XTrace,
        };

    /// <summary>Of a trace or a diagonal.</summary>
    public EstimateOptions EstimatesOf(Invocation invocation, Flag seed)
    {
        var options = new EstimateOptions { Seed = (ulong)invocation.Integer(seed) };
        return options with
        {
            Tolerance = invocation.IsGiven(tolerance) ? invocation.Number(tolerance) : options.Tolerance,
            LargestProducts = invocation.IsGiven(products)
                ? invocation.SmallInteger(products)
                : options.LargestProducts,
        };
    }
}
