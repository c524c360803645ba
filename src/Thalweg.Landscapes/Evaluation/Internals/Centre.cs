using Thalweg.Numerics.Objectives;

namespace Thalweg.Landscapes.Evaluation;

/// <summary>Checks of the parameters an analysis is taken around.</summary>
internal static class Centre
{
    public static void Check(IObjective objective, ReadOnlySpan<double> parameters, string name)
    {
        if (parameters.Length != objective.ParameterCount)
        {
            throw new ArgumentException(
                $"{name} has {parameters.Length} entries; '{objective.Name}' has {objective.ParameterCount} parameters",
                name
            );
        }
        for (var i = 0; i < parameters.Length; i++)
        {
            if (!double.IsFinite(parameters[i]))
            {
                throw new ArgumentException($"{name}[{i}] is {parameters[i]}; give finite parameters", name);
            }
        }
    }
}
