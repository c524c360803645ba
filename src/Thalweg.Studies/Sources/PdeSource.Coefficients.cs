using System.Text.Json.Serialization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
using Thalweg.Results.Records;
using Thalweg.Studies.Catalogues;

namespace Thalweg.Studies.Sources;

// The numbers that a problem asks for.
public sealed partial record PdeSource
{
    [JsonIgnore]
    public IReadOnlyList<string> LearnedNumbers =>
        [.. Problems.Create(Problem).Coefficients.Where(c => c.IsNumber).Select(c => c.Name)];

    public int PlaceOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return LearnedNumbers.Contains(name, StringComparer.Ordinal)
            ? Layout.Tensors.First(t => t.Name == $"{name}.value").Offset
            : throw new ArgumentException(
                $"name is '{name}', expected one of {string.Join(", ", LearnedNumbers)}",
                nameof(name)
            );
    }

    public NoiseScale NoiseScaleAt(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        return Of(objective).NoiseScaleAt(parameters, team);
    }

    public IReadOnlyList<CoefficientRecord> Coefficients(
        IObjective objective,
        ReadOnlyMemory<double> parameters,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        return
        [
            .. Of(objective)
                .EstimateCoefficients(parameters, team)
                .Select(c => new CoefficientRecord(c.Name, c.Value, c.Deviation, c.Reason, c.Known)),
        ];
    }
}
