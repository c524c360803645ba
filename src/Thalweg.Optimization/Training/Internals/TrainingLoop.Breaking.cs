using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Optimization.Optimizers;

namespace Thalweg.Optimization.Training;

internal sealed partial class TrainingLoop
{
    /// <summary>In words why no step can be done from here, and what helps: at the start that is another start, later a shorter step.</summary>
    private string Brokenness(Standing standing)
    {
        var what =
            double.IsPositiveInfinity(standing.Loss) ? "The loss is infinite"
            : double.IsFinite(standing.Loss) ? "The gradient of the loss is not finite"
            : "The loss has no value";
        var looked = standing.IsObjective ? Objective : Objective.As<IDrawable>()?.At(state.Step) ?? Objective;
        var undefined = looked.As<IPartlyDefined>()?.Undefined(state.Parameters, team);
        var where = undefined is null ? "" : $": {undefined}";
        return state.Step == 0
            ? $"{what} at the start{where}. Begin at other parameters, of another seed or initializer."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{what} after {state.Step} {(state.Step == 1 ? "step" : "steps")}{where}. The last finite parameters were kept; a smaller rate, or an optimizer that searches for its steps, does not go there."
            );
    }
}
