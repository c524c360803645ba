namespace Thalweg.Optimization.Training;

/// <summary>The bytes of a <see cref="TrainingState"/>.</summary>
internal static class TrainingStateFormat
{
    private static StateEnvelope Envelope { get; } = new("thalwegT", 3);

    public static byte[] Write(TrainingState state) => Envelope.Wrap(writer => Write(writer, state));

    public static TrainingState Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new StateReader(Envelope.Open(bytes));
        var state = Read(ref reader);
        reader.End();
        return state;
    }

    private static void Write(BinaryWriter writer, TrainingState state)
    {
        writer.WriteText(state.Method);
        writer.WriteText(state.Objective);
        writer.WriteTexts(state.History.TermNames);
        writer.WriteTexts(state.History.MetricNames);
        writer.WriteTexts(state.History.MonitorLabels);
        writer.WriteTexts([.. state.Bests.Select(b => b.Quantity)]);
        writer.Write(state.Parameters.Length);
        writer.Write(state.Step);
        writer.Write(state.BestStep);
        writer.Write(state.BestValue);
        writer.WriteAll(state.Parameters);
        writer.WriteAll(state.Previous);
        writer.WriteAll(state.Best);
        foreach (var best in state.Bests)
        {
            writer.Write(best.Step);
            writer.Write(best.Value);
            writer.WriteAll(best.Parameters);
        }
        WritePhases(writer, state);
        writer.Write(state.Round);
        writer.Write(state.RoundStep);
        writer.Write(state.Points.Length);
        writer.WriteAll(state.Points);
        writer.Write(state.History.Rows.Count);
        foreach (var row in state.History.Rows)
        {
            writer.Write(row.Step);
            writer.Write(row.Loss);
            writer.Write(row.GradientNorm);
            writer.WriteAll([.. row.Terms]);
            writer.WriteAll([.. row.Metrics]);
            writer.WriteAll([.. row.MonitoredLosses]);
        }
        writer.Write(state.Trajectory.Count);
        foreach (var checkpoint in state.Trajectory)
        {
            writer.Write(checkpoint.Step);
            writer.WriteAll(checkpoint.Parameters);
        }
    }

    private static void WritePhases(BinaryWriter writer, TrainingState state)
    {
        writer.Write((long)state.Phase);
        writer.Write(state.PhaseStart);
        writer.Write(state.PhaseStop is { } stop ? (long)stop.Reason : -1);
        writer.WriteText(state.PhaseStop?.Message ?? "");
        writer.WriteBlock(state.Run?.Write() ?? state.Memory);
        Write(writer, state.Run?.Spent ?? state.SpentBefore);
        Write(writer, state.Counted);
        writer.Write(state.Outcomes.Count);
        foreach (var outcome in state.Outcomes)
        {
            writer.WriteText(outcome.Optimizer);
            writer.Write(outcome.FirstStep);
            writer.Write(outcome.Steps);
            writer.Write((long)outcome.Stop);
            writer.WriteText(outcome.Message);
            writer.Write(outcome.Loss);
            writer.Write(outcome.GradientNorm);
            Write(writer, outcome.Evaluations);
        }
    }

    private static TrainingState Read(ref StateReader reader)
    {
        var method = reader.Text();
        var objective = reader.Text();
        var terms = reader.Texts();
        var metrics = reader.Texts();
        var monitors = reader.Texts();
        var keepBest = reader.Texts();
        var count = reader.Count(sizeof(double));
        var history = new TrainingHistory(terms, metrics, monitors);
        var state = new TrainingState(method, objective, history, new double[count], keepBest)
        {
            Step = reader.Int64(),
            BestStep = reader.Int64(),
            BestValue = reader.Double(),
        };
        reader.Doubles(state.Parameters);
        reader.Doubles(state.Previous);
        reader.Doubles(state.Best);
        foreach (var best in state.Bests)
        {
            (best.Step, best.Value) = (reader.Int64(), reader.Double());
            reader.Doubles(best.Parameters);
        }
        ReadPhases(ref reader, state);
        (state.Round, state.RoundStep) = (reader.Int64(), reader.Int64());
        state.Points = reader.Doubles(reader.Count(sizeof(double)));
        for (var rows = reader.Count(3 * sizeof(double)); rows > 0; rows--)
        {
            history.Add(
                new TrainingRow(
                    reader.Int64(),
                    reader.Double(),
                    reader.Double(),
                    reader.Doubles(terms.Length),
                    reader.Doubles(metrics.Length),
                    reader.Doubles(monitors.Length)
                )
            );
        }
        for (var checkpoints = reader.Count(sizeof(long)); checkpoints > 0; checkpoints--)
        {
            state.Keep(reader.Int64(), reader.Doubles(count));
        }
        return state;
    }

    private static void ReadPhases(ref StateReader reader, TrainingState state)
    {
        var phase = reader.Index();
        var start = reader.Int64();
        var stop = reader.Int64();
        var message = reader.Text();
        state.Restore(phase, start, reader.Block(), Evaluations(ref reader), Evaluations(ref reader));
        state.PhaseStop = stop < 0 ? null : ((StopReason)stop, message);
        for (var outcomes = reader.Count(8 * sizeof(long)); outcomes > 0; outcomes--)
        {
            state.Add(
                new PhaseOutcome(
                    reader.Text(),
                    reader.Int64(),
                    reader.Int64(),
                    (StopReason)reader.Int64(),
                    reader.Text(),
                    reader.Double(),
                    reader.Double(),
                    Evaluations(ref reader)
                )
            );
        }
    }

    private static Evaluations Evaluations(ref StateReader reader) =>
        new(reader.Int64(), reader.Int64(), reader.Int64());

    private static void Write(BinaryWriter writer, Evaluations evaluations)
    {
        writer.Write(evaluations.Gradients);
        writer.Write(evaluations.Values);
        writer.Write(evaluations.Jacobians);
    }
}
