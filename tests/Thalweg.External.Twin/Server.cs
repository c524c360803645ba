using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.External.Twin;

/// <summary>The other side of docs/external.md: serves an analytic objective until its input ends.</summary>
/// <remarks>Written from the document alone; it shares no code with the side that it tests.</remarks>
internal sealed class Server
{
    private readonly TwinOptions options;
    private readonly AnalyticObjective objective;
    private readonly IResiduals? residuals;
    private readonly Stream input = Console.OpenStandardInput();
    private readonly Stream output = Console.OpenStandardOutput();
    private readonly Faults faults;

    public Server(TwinOptions options)
    {
        this.options = options;
        objective = AnalyticObjectives.Find(options.Objective)!.For(options.Dimension);
        residuals = Offers("residuals") ? objective.As<IResiduals>() : null;
        faults = new Faults(options, output);
    }

    private int Terms => Offers("terms") ? objective.TermNames.Count : 0;

    public int Serve()
    {
        if (options.Notes is { } notes)
        {
            File.WriteAllText(Path.Combine(notes, $"started-{Environment.ProcessId}"), "");
        }
        faults.BeforeDescription();
        output.Write(Encoding.UTF8.GetBytes((options.Describe ?? Description()) + "\n"));
        var header = new byte[48];
        while (input.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length)
        {
            if (!header.AsSpan(0, 8).SequenceEqual("thalweg1"u8))
            {
                Console.Error.WriteLine("this is no request");
                return 3;
            }
            var payload = new double[Field(header, 5) / sizeof(double)];
            input.ReadExactly(MemoryMarshal.AsBytes(payload.AsSpan()));
            var (code, count, option) = (Field(header, 2), (int)Field(header, 3), Field(header, 4));
            Answer(code, Field(header, 1), () => Compute(code, count, option, payload));
        }
        return faults.AtEnd();
    }

    private string Description()
    {
        var offers = new JsonArray([
            .. new[] { "gradient", "products", "start" }.Where(Offers).Select(o => JsonValue.Create(o)),
        ]);
        var description = new JsonObject
        {
            ["thalweg"] = 1,
            ["name"] = objective.Name,
            ["parameters"] = objective.ParameterCount,
            ["offers"] = offers,
        };
        if (Terms > 0)
        {
            description["terms"] = new JsonArray([.. objective.TermNames.Select(t => JsonValue.Create(t))]);
        }
        if (options.HasMetric)
        {
            description["metrics"] = new JsonArray("norm");
        }
        if (objective.LowerBound is { } bound)
        {
            description["lowerBound"] = bound;
        }
        if (residuals is not null)
        {
            description["residuals"] = residuals.RowCount;
        }
        return description.ToJsonString();
    }

    private double[] Compute(long code, int count, long option, double[] payload)
    {
        var size = objective.ParameterCount;
        var team = WorkerTeam.Sequential;
        switch (code)
        {
            case 1:
                var losses = new double[count];
                var terms = new double[(option & 1) != 0 ? count * Terms : 0];
                objective.Values(payload, losses, terms, default, team);
                double[] metrics =
                [
                    .. (option & 2) != 0
                        ? payload.Chunk(size).Select(x => x.Aggregate(0.0, (sum, value) => sum + (value * value)))
                        : [],
                ];
                return [.. losses, .. terms, .. metrics];
            case 2:
                var gradient = new double[size];
                var parts = new double[(option & 1) != 0 ? Terms : 0];
                return [objective.Gradient(payload, gradient, parts, team), .. gradient, .. parts];
            case 3:
                var products = new double[count * size];
                objective.LinearizeAt(payload.AsMemory(0, size), team).Apply(payload.AsMemory(size), products, team);
                return products;
            case 4:
                var vector = new double[count];
                residuals!.Residuals(payload, vector, team);
                return vector;
            case 5:
                var rows = new double[count * size];
                residuals!.Rows(payload, (int)option, count, rows, team);
                return rows;
            case 6:
                return [.. Enumerable.Range(0, size).Select(i => ((ulong)option % 1000) + (i / 8.0))];
            default:
                throw new NotSupportedException($"request {code} is unknown");
        }
    }

    private void Answer(long code, long sequence, Func<double[]> compute)
    {
        try
        {
            var answer = faults.BeforeAnswer(code, ref sequence, compute());
            Write(sequence, 0, MemoryMarshal.AsBytes(answer.AsSpan()));
        }
#pragma warning disable CA1031 // Whatever went wrong, the other side is told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Write(sequence, 1, Encoding.UTF8.GetBytes(exception.Message));
        }
    }

    private void Write(long sequence, long status, ReadOnlySpan<byte> payload)
    {
        var bytes = new byte[32 + payload.Length];
        "thalweg1"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), sequence);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), status);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), payload.Length);
        payload.CopyTo(bytes.AsSpan(32));
        output.Write(bytes);
    }

    private bool Offers(string capability) => !options.Without.Contains(capability);

    private static long Field(byte[] header, int index) =>
        BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(index * sizeof(long)));
}
