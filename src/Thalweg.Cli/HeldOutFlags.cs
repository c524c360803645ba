using Thalweg.Optimization.Training;
using Thalweg.Studies;
using Thalweg.Studies.Catalogues;
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

    /// <summary>The loss on the held-out points, or null where none are given.</summary>
    public MonitoredObjective? Read(Invocation invocation, Subject subject, LossFlags loss)
    {
        if (!invocation.IsGiven(points))
        {
            return invocation.Text(keep) == Stops.HeldOut
                ? throw new InputException("heldOut needs points; add --held-out sobol:1000", keep.Place)
                : null;
        }
        if (subject.Parts is not { } parts)
        {
            throw new InputException(
                "has no meaning with --objective, which has no points; leave it out",
                points.Place
            );
        }
        var other = parts with { Quadrature = invocation.Call(points) };
        return new MonitoredObjective(Stops.HeldOut, other.Objective(invocation.Calls(loss.Formulation)[0]));
    }

    public static IReadOnlyList<string> KeepBest(MonitoredObjective? heldOut) =>
        heldOut is null ? [Stops.Loss] : [Stops.Loss, Stops.HeldOut];

    /// <summary>What several runs are ranked by.</summary>
    public string Ranking(Invocation invocation) => invocation.Text(keep) == Stops.HeldOut ? Stops.HeldOut : Stops.Loss;

    /// <summary>The result with the parameters that were asked for.</summary>
    public TrainingResult Choose(Invocation invocation, TrainingResult result) => result.AtBest(invocation.Text(keep));

    public void Describe(Invocation invocation, Outcome outcome)
    {
        if (invocation.IsGiven(points))
        {
            outcome.Add("heldOut", invocation.Call(points).Canonical);
        }
    }
}
