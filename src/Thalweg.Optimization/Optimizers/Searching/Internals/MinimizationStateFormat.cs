namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>
/// The bytes of a <see cref="MinimizationState"/>. Lengths of arrays are those of the method, so a damaged length cannot ask for
/// memory.
/// </summary>
internal static class MinimizationStateFormat
{
    private static StateEnvelope Envelope { get; } = new("thalwegM", 2);

    public static byte[] Write(MinimizationState state) => Envelope.Wrap(writer => Write(writer, state));

    private static void Write(BinaryWriter writer, MinimizationState state)
    {
        writer.WriteText(state.Method);
        writer.WriteText(state.Objective);
        writer.Write(state.Parameters.Length);
        foreach (var counter in state.Counters)
        {
            writer.Write(counter);
        }
        writer.WriteAll(state.Numbers);
        writer.WriteAll(state.Parameters);
        writer.WriteAll(state.Gradient);
        writer.WriteAll(state.Best);
        foreach (var counter in state.Descent.Counters)
        {
            writer.Write(counter);
        }
        foreach (var array in state.Descent.Arrays)
        {
            writer.WriteAll(array);
        }
        writer.Write(state.History.Count);
        foreach (var row in state.History)
        {
            writer.Write(row.Iteration);
            writer.Write(row.Loss);
            writer.Write(row.GradientNorm);
            writer.Write(row.Step);
            writer.Write(row.StepNorm);
            writer.Write(row.ValueEvaluations);
            writer.Write(row.GradientEvaluations);
        }
    }

    /// <summary>Fills a state that was begun by the same method on the same objective.</summary>
    public static void Read(ReadOnlySpan<byte> bytes, MinimizationState state)
    {
        var reader = new StateReader(Envelope.Open(bytes));
        Require(reader.Text(), state.Method, "method");
        Require(reader.Text(), state.Objective, "objective");
        var count = reader.Count(sizeof(double));
        Require(
            count.ToString(System.Globalization.CultureInfo.InvariantCulture),
            state.Parameters.Length.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "number of parameters"
        );
        state.Counters = Counters(ref reader, state.Counters.Length);
        state.Numbers = reader.Doubles(state.Numbers.Length);
        reader.Doubles(state.Parameters);
        reader.Doubles(state.Gradient);
        reader.Doubles(state.Best);
        Counters(ref reader, state.Descent.Counters.Length).CopyTo(state.Descent.Counters, 0);
        foreach (var array in state.Descent.Arrays)
        {
            reader.Doubles(array);
        }
        for (var rows = reader.Count(7 * sizeof(double)); rows > 0; rows--)
        {
            state.Add(
                new MinimizationRow(
                    reader.Int64(),
                    reader.Double(),
                    reader.Double(),
                    reader.Double(),
                    reader.Double(),
                    reader.Int64(),
                    reader.Int64()
                )
            );
        }
        reader.End();
    }

    private static long[] Counters(ref StateReader reader, int count)
    {
        var counters = new long[count];
        for (var i = 0; i < count; i++)
        {
            counters[i] = reader.Int64();
        }
        return counters;
    }

    private static void Require(string found, string expected, string what)
    {
        if (!string.Equals(found, expected, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"the state belongs to the {what} {found}, this minimizer has {expected}; continue with the same {what}",
                nameof(found)
            );
        }
    }
}
