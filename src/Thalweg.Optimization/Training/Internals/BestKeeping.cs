namespace Thalweg.Optimization.Training;

/// <summary>Looks at what a run records, keeps the best θ of every quantity that is asked for, and says when the watched one has
/// stopped improving. The loop knows nothing of it but that.</summary>
internal sealed class BestKeeping(TrainingState state, Quantities quantities, EarlyStopping? stopping)
{
    /// <summary>Takes in a recorded row.</summary>
    /// <param name="parameters">θ of the row, [P].</param>
    public void Note(TrainingRow row, ReadOnlySpan<double> parameters)
    {
        foreach (var best in state.Bests)
        {
            var value = quantities.Of(row, best.Quantity);
            if (value < best.Value)
            {
                best.Keep(value, row.Step, parameters);
            }
        }
        if (stopping is null)
        {
            return;
        }
        // A NaN never counts as an improvement, and the first number always does.
        var watched = quantities.Of(row, stopping.Quantity);
        if (stopping.Improves(watched, state.Watched.Value) || state.Watched.Step < 0)
        {
            state.Watched.Keep(double.IsNaN(watched) ? double.PositiveInfinity : watched, row.Step, parameters);
        }
    }

    /// <summary>Whether a recorded step is the one to stop at.</summary>
    public bool IsStale(long step) => stopping is not null && step - state.Watched.Step >= stopping.Patience;

    /// <summary>Losses so far are of other points and another quantity.</summary>
    public void ForgetLosses()
    {
        foreach (var best in state.Bests.Where(b => b.Quantity == Quantities.Loss))
        {
            best.Forget();
        }
        if (stopping?.Quantity == Quantities.Loss)
        {
            state.Watched.Forget();
        }
    }

    /// <summary>What came out of all, without those that no record had a number for.</summary>
    public IReadOnlyList<BestParameters> Results() =>
        [
            .. state
                .Bests.Where(b => b.Step >= 0)
                .Select(b => new BestParameters(b.Quantity, [.. b.Parameters], state.History.At(b.Step)!)),
        ];
}
