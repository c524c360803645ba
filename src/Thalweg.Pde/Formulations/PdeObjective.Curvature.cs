using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Formulations;

public sealed partial class PdeObjective
{
    private CurvatureEvaluator[]? curvatures;
    private HessianWork? hessianWork;

    /// <inheritdoc/>
    /// <remarks>
    /// <para>H v = d/dε ∇L(θ + εv), forward over reverse [Pearlmutter1994], in the precision of the loss, for every formulation, trial
    /// function and network; at a kink of an activation with the derivatives that gradients use there. The streams always travel
    /// forward.</para>
    /// <para>Cost: a block of eight vectors shares what does not depend on them; a vector takes about twice the operations of a gradient
    /// beside that. The first call compiles the second derivatives of the integrands.</para>
    /// </remarks>
    public ILinearOperator LinearizeAt(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Require(parameters.Length, ParameterCount, nameof(parameters));
        if (curvatures is null)
        {
            curvatures = [.. terms.Select((term, t) => compiled.Curvature(t).At(term.Points))];
        }
        else if (origin is not null)
        {
            for (var t = 0; t < terms.Length; t++)
            {
                curvatures[t].Move(terms[t].Points);
            }
        }
        hessianWork ??= new HessianWork(curvatures, ParameterCount);
        return new HessianOperator(hessianWork, scratch, parameters.ToArray());
    }
}
