using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Studies.Sources.External;

/// <summary>A loss that another program computes (docs/external.md), with the capabilities that the program offers.</summary>
/// <remarks>
/// Cost: what the program takes, and some 10 µs and one copy of the doubles per request; a request carries up to 32 parameter
/// vectors, fewer where they are long. Cancellation stops the processes at work. Every method throws
/// <see cref="ExternalProcessException"/> where a process fails; values that are not finite are results.
/// </remarks>
public sealed class ExternalObjective : IObjective, ILayered
{
    // Of the size alone, so that results cannot depend on the number of processes.
    private const int MostVectors = 32;
    private const int MostDoubles = 1 << 17;

    private readonly ExternalProgram program;
    private readonly ProgramDescription description;
    private readonly ExternalResiduals? residuals;
    private readonly ExternalHessians? hessians;

    internal ExternalObjective(ExternalProgram program, ProgramDescription description)
    {
        this.program = program;
        this.description = description;
        residuals = description.ResidualCount > 0 ? new ExternalResiduals(program, description) : null;
        hessians = description.OffersProducts ? new ExternalHessians(program, description) : null;
    }

    public string Name => description.Name;

    public int ParameterCount => description.Layout.Count;

    public IReadOnlyList<string> TermNames => description.TermNames;

    public IReadOnlyList<string> MetricNames => description.MetricNames;

    public double? LowerBound => description.LowerBound;

    public ParameterLayout Layout => description.Layout;

    public T? As<T>()
        where T : class => this as T ?? residuals as T ?? hessians as T;

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        var (size, batch) = (ParameterCount, losses.Length);
        Check(parameters.Length, batch * size, "K·P (losses holds K entries)", nameof(parameters));
        CheckOptional(terms.Length, batch * TermNames.Count, "K·T", nameof(terms));
        CheckOptional(metrics.Length, batch * MetricNames.Count, "K·E", nameof(metrics));
        var asked = description.HasTerms ? terms : default;
        var option = (asked.IsEmpty ? 0 : Exchange.Terms) | (metrics.IsEmpty ? 0 : Exchange.Metrics);
        var most = VectorsPerRequest(size);
        program.Ask(
            (batch + most - 1) / most,
            part =>
            {
                var (first, count) = (part * most, Math.Min(most, batch - (part * most)));
                return new Exchange(Request.Values, count, option)
                {
                    Parameters = parameters.Slice(first * size, count * size),
                    First = losses.Slice(first, count),
                    Second = asked.IsEmpty ? asked : asked.Slice(first * TermNames.Count, count * TermNames.Count),
                    Third = metrics.IsEmpty
                        ? metrics
                        : metrics.Slice(first * MetricNames.Count, count * MetricNames.Count),
                };
            },
            team.Cancellation
        );
        if (!description.HasTerms && !terms.IsEmpty)
        {
            losses.CopyTo(terms);
        }
    }

    /// <exception cref="ExternalProcessException">The program offers no gradient, or failed.</exception>
    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(parameters.Length, ParameterCount, "P", nameof(parameters));
        Check(gradient.Length, ParameterCount, "P", nameof(gradient));
        CheckOptional(terms.Length, TermNames.Count, "T", nameof(terms));
        var loss = new double[1];
        Differentiate(parameters, loss, gradient, terms, team);
        return loss[0];
    }

    /// <inheritdoc/>
    /// <remarks>A request for each vector, shared by all processes.</remarks>
    /// <exception cref="ExternalProcessException">The program offers no gradient, or failed.</exception>
    public void Gradients(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> gradients,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        var batch = losses.Length;
        Check(parameters.Length, batch * ParameterCount, "K·P (losses holds K entries)", nameof(parameters));
        Check(gradients.Length, batch * ParameterCount, "K·P", nameof(gradients));
        CheckOptional(terms.Length, batch * TermNames.Count, "K·T", nameof(terms));
        Differentiate(parameters, losses, gradients, terms, team);
    }

    private void Differentiate(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> gradients,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        if (!description.OffersGradient)
        {
            throw new ExternalProcessException(
                ExternalFault.NotOffered,
                $"a gradient was asked for, which the process '{program.Command}' does not offer; answer request 2 and add \"gradient\" to what it offers"
            );
        }
        var (size, count) = (ParameterCount, TermNames.Count);
        var asked = description.HasTerms ? terms : default;
        program.Ask(
            losses.Length,
            k => new Exchange(Request.Gradient, 1, asked.IsEmpty ? 0 : Exchange.Terms)
            {
                Parameters = parameters.Slice(k * size, size),
                First = losses.Slice(k, 1),
                Second = gradients.Slice(k * size, size),
                Third = asked.IsEmpty ? asked : asked.Slice(k * count, count),
            },
            team.Cancellation
        );
        if (!description.HasTerms && !terms.IsEmpty)
        {
            losses.CopyTo(terms);
        }
    }

    /// <summary>How many vectors of the size one request carries.</summary>
    internal static int VectorsPerRequest(int size) => Math.Clamp(MostDoubles / size, 1, MostVectors);

    internal static void Check(int received, int expected, string shape, string argument)
    {
        if (received != expected)
        {
            throw new ArgumentException(
                $"{argument} has {received} entries, expected {expected} = {shape}: size it by ParameterCount and the names",
                argument
            );
        }
    }

    private static void CheckOptional(int received, int expected, string shape, string argument)
    {
        if (received != 0)
        {
            Check(received, expected, shape, argument);
        }
    }
}
