using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>The flags that choose among the parameters a run passed through: by the training loss, or by the loss on points
/// that are not trained on.</summary>
internal sealed class HeldOutFlags
{
    private readonly Flag points = new(
        new CallOption(
            "held-out",
            null,
            "points on which the loss is measured alongside and never trained on",
            Quadratures.Catalogue
        )
    );

    private readonly Flag keep = new(
        new WordOption(
            "keep",
            "last",
            "the parameters to report and save: the last ones (after an early stop the best it watched), or the recorded ones "
                + "with the lowest training loss or held-out loss",
            Stops.Kept
        )
    );

    public IReadOnlyList<Flag> All => [points, keep];

    /// <summary>The run with its held-out loss, and the parameters of it that are the result.</summary>
    public TrainInputs Apply(Invocation invocation, TrainInputs inputs)
    {
        var kept = invocation.Text(keep);
        if (!invocation.IsGiven(points) && inputs.Source.As<IHeldOut>()?.HeldOut is { } named)
        {
            return inputs with { HeldOut = named, Keep = kept };
        }
        if (!invocation.IsGiven(points))
        {
            return kept == Stops.HeldOut
                ? throw new InputException(
                    "heldOut needs points; add --held-out sobol:1000, or beside --data --held-out-images 1000",
                    keep.Place
                )
                : inputs with
                {
                    Keep = kept,
                };
        }
        var other =
            inputs.Source.As<IPoints>()?.WithQuadrature(invocation.Call(points))
            ?? throw new InputException("has no meaning for a loss without points; leave it out", points.Place);
        return inputs with { HeldOut = other, Keep = kept };
    }

    /// <summary>What several runs are ranked by.</summary>
    public string Ranking(Invocation invocation) => invocation.Text(keep) == Stops.HeldOut ? Stops.HeldOut : Stops.Loss;

    public void Describe(Invocation invocation, Outcome outcome)
    {
        if (invocation.IsGiven(points))
        {
            outcome.Add("heldOut", invocation.Call(points).Canonical);
        }
    }
}
