using Thalweg.Numerics.Objectives;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;
using Thalweg.Studies.Weights;

namespace Thalweg.Cli;

/// <summary>The flags that say where the axes of a slice lead.</summary>
internal sealed class SliceDirectionFlags
{
    private const string Random = DerivedDirections.Random;

    private readonly Flag directions = new(
        new TextOption(
            "directions",
            Random,
            "random; largest or smallest, the eigenvectors of those eigenvalues, or on a plane extremes, of both; gradient; or an .npy file of raw directions",
            "random, largest, smallest, extremes, gradient or a path of an .npy file"
        )
    )
    {
        Use = FileUse.Read,
        IsPath = text => text != Random && !DerivedDirections.NeedsLoss(text) && !DerivedDirections.NeedsRun(text),
    };
    private readonly Flag towards = new(
        new TextOption(
            "to",
            null,
            "weight file, or zeros, that an axis leads to, at t = 1; once for a line, twice for a plane",
            "a path of a weight file, or zeros"
        )
    )
    {
        Use = FileUse.Read,
        IsPath = SavedWeights.IsPath,
    };
    private readonly Flag normalize = new(AnalysisCatalogue.Option("slice", "normalize"));
    private readonly Flag bias = new(AnalysisCatalogue.Option("slice", "bias"));

    public IReadOnlyList<Flag> All => [directions, towards, normalize, bias];

    /// <summary>Whether the axes lead to weights that are read.</summary>
    public bool LeadsSomewhere(Invocation invocation) => invocation.IsGiven(towards);

    public bool IsRandom(Invocation invocation) =>
        !invocation.IsGiven(towards) && invocation.Text(directions) == Random;

    /// <summary>As it was asked for.</summary>
    public object Written(Invocation invocation) =>
        invocation.IsGiven(towards) ? invocation.Written(towards) : invocation.Text(directions);

    /// <summary>Null where nothing is scaled.</summary>
    public string? NormalizeOf(Invocation invocation) => IsScaled(invocation) ? invocation.Text(normalize) : null;

    /// <summary>Null where nothing is scaled.</summary>
    public string? BiasOf(Invocation invocation) => IsScaled(invocation) ? invocation.Text(bias) : null;

    /// <summary>Where the axes lead: to the ends that were given, along the rows of a file, or where the seed says.</summary>
    public SliceDirections Read(Invocation invocation, Subject subject, int axes, LossFlags loss, Flag seed)
    {
        if (invocation.IsGiven(towards))
        {
            return new SliceDirections { Ends = Ends(invocation, subject, axes, loss, seed) };
        }
        var words = invocation.Text(directions);
        if (DerivedDirections.NeedsRun(words))
        {
            throw new InputException(
                $"expected random, largest, smallest, extremes, gradient or a file, found {words}, which follows a training; ask for it in a study",
                directions.Place
            );
        }
        if (DerivedDirections.NeedsLoss(words))
        {
            return Following(invocation, subject, words, axes, loss, seed);
        }
        RefuseBias(invocation, subject, bias);
        var asked = new SliceDirections { Normalize = invocation.Text(normalize), Bias = invocation.Text(bias) };
        if (words == Random)
        {
            return asked with { Seed = (ulong)invocation.Integer(seed) };
        }
        loss.RefuseSeed(invocation, seed);
        var given = DirectionFile.Read(words, subject.Centre!.Parameters.Length, directions.Place);
        return axes == 2 && given.Set.Count != 2
            ? throw new InputException(
                $"{words}: expected 2 directions for a plane, found {given.Set.Count}; give them as rows of one array",
                directions.Place
            )
            : asked with
            {
                Given = given,
            };
    }

    /// <summary>Directions that follow from gradient and curvature of the first loss.</summary>
    private SliceDirections Following(
        Invocation invocation,
        Subject subject,
        string words,
        int axes,
        LossFlags loss,
        Flag seed
    )
    {
        invocation.Refuse($"with --directions {words}", normalize, bias);
        loss.RefuseSeed(invocation, seed);
        return axes == 1 && words == DerivedDirections.Extremes
            ? throw new InputException(
                "expected one direction for a line, found extremes, which are two; give largest or smallest, or --count NxM for a plane",
                directions.Place
            )
            : new SliceDirections { Along = words, Loss = subject.Source };
    }

    /// <summary>Refuses a rule for biases where there are none.</summary>
    internal static void RefuseBias(Invocation invocation, Subject subject, Flag bias)
    {
        if (subject.Source.Layout.Tensors.All(tensor => tensor.Role != ParameterRole.Bias))
        {
            invocation.Refuse("for parameters without biases", bias);
        }
    }

    private GivenCentre[] Ends(Invocation invocation, Subject subject, int axes, LossFlags loss, Flag seed)
    {
        invocation.Refuse("with --to", directions, normalize, bias);
        loss.RefuseSeed(invocation, seed);
        var files = invocation.Paths(towards);
        return files.Count == axes
            ? [.. files.Select(file => loss.ReadWeights(invocation, file, subject, towards))]
            : throw new InputException(
                $"expected {axes} for a slice with {axes} {(axes == 1 ? "axis" : "axes")}, found {files.Count}; "
                    + "give --to once for a line, twice for a plane",
                towards.Place
            );
    }

    private bool IsScaled(Invocation invocation) =>
        !invocation.IsGiven(towards) && !DerivedDirections.NeedsLoss(invocation.Text(directions));
}
