namespace Thalweg.Optimization.Training;

/// <summary>What the bytes of a <see cref="TrainingState"/> consist of.</summary>
internal static class TrainingStateFormat
{
    public static byte[] Write(TrainingState state) => StateEnvelope.Wrap(writer => Transfer(writer, state));

    public static TrainingState Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new StateReader(StateEnvelope.Open(bytes).ToArray());
        var state = Transfer(reader, null);
        reader.End();
        return state;
    }

    private static TrainingState Transfer(StateTransfer transfer, TrainingState? saved)
    {
        var method = transfer.Text(saved?.Method ?? "");
        var objective = transfer.Text(saved?.Objective ?? "");
        var history = new TrainingHistory(
            transfer.Texts(saved?.History.TermNames ?? []),
            transfer.Texts(saved?.History.MetricNames ?? []),
            transfer.Texts(saved?.History.MonitorLabels ?? [])
        );
        var keepBest = transfer.Texts([.. saved?.Bests.Select(b => b.Quantity) ?? []]);
        var start = transfer.Array(saved?.Start ?? []);
        var parameters = transfer.Array(saved?.Parameters ?? []);
        var state = saved ?? new TrainingState(method, objective, history, start, parameters, keepBest);
        state.Step = transfer.Value(state.Step);
        transfer.Values(state.Previous.AsSpan());
        foreach (var best in state.Bests.Append(state.Watched))
        {
            best.Transfer(transfer);
        }
        Phases(transfer, state);
        (state.Round, state.RoundStep) = (transfer.Value(state.Round), transfer.Value(state.RoundStep));
        state.Points = transfer.Array(state.Points);
        state.WeightStep = transfer.Value(state.WeightStep);
        state.WeightMemory = transfer.Array(state.WeightMemory);
        Rows(transfer, state.History);
        Trajectory(transfer, state);
        return state;
    }

    private static void Phases(StateTransfer transfer, TrainingState state)
    {
        (state.Phase, state.PhaseStart) = (transfer.Index(state.Phase), transfer.Value(state.PhaseStart));
        state.Origin = transfer.Array(state.Origin);
        var isStopped = transfer.Value(state.PhaseStop is not null);
        var reason = transfer.Value(state.PhaseStop?.Reason ?? default);
        var message = transfer.Text(state.PhaseStop?.Message ?? "");
        state.PhaseStop = isStopped ? (reason, message) : null;
        var spent = transfer.Value(state.Spent);
        if (transfer is StateWriter writer && state.Run is { } run)
        {
            writer.Block(run.Transfer);
        }
        else
        {
            (state.Memory, state.SpentBefore) = (transfer.Array(state.Memory), spent);
        }
        state.Counted = transfer.Value(state.Counted);
        var count = transfer.Count(state.Outcomes.Count, sizeof(double));
        for (var i = 0; i < count; i++)
        {
            var outcome = i < state.Outcomes.Count ? state.Outcomes[i] : null;
            var moved = new PhaseOutcome(
                transfer.Text(outcome?.Optimizer ?? ""),
                transfer.Value(outcome?.FirstStep ?? 0),
                transfer.Value(outcome?.Steps ?? 0),
                transfer.Value(outcome?.Stop ?? default),
                transfer.Text(outcome?.Message ?? ""),
                transfer.Value(outcome?.Loss ?? 0),
                transfer.Value(outcome?.GradientNorm ?? 0),
                transfer.Value(outcome?.Evaluations ?? default)
            )
            {
                Stage = transfer.Text(outcome?.Stage ?? ""),
                RejectedTrials = transfer.Value(outcome?.RejectedTrials ?? 0),
            };
            if (outcome is null)
            {
                state.Add(moved);
            }
        }
    }

    private static void Rows(StateTransfer transfer, TrainingHistory history)
    {
        var count = transfer.Count(history.Rows.Count, 3 * sizeof(double));
        for (var i = 0; i < count; i++)
        {
            var row = i < history.Rows.Count ? history.Rows[i] : null;
            var moved = new TrainingRow(
                transfer.Value(row?.Step ?? 0),
                transfer.Value(row?.Loss ?? 0),
                transfer.Value(row?.GradientNorm ?? 0),
                transfer.Array<double>([.. row?.Terms ?? []]),
                transfer.Array<double>([.. row?.Metrics ?? []]),
                transfer.Array<double>([.. row?.MonitoredLosses ?? []])
            )
            {
                Weights = transfer.Array<double>([.. row?.Weights ?? []]),
            };
            if (row is null)
            {
                history.Add(moved);
            }
        }
    }

    private static void Trajectory(StateTransfer transfer, TrainingState state)
    {
        var count = transfer.Count(state.Trajectory.Count, sizeof(long));
        for (var i = 0; i < count; i++)
        {
            var checkpoint = i < state.Trajectory.Count ? state.Trajectory[i] : null;
            var step = transfer.Value(checkpoint?.Step ?? 0);
            var parameters = transfer.Array(checkpoint?.Parameters ?? []);
            state.Keep(step, parameters, transfer.Array<double>([.. checkpoint?.Weights ?? []]));
        }
    }
}
