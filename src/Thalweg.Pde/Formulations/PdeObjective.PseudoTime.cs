using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Formulations;

public sealed unsafe partial class PdeObjective
{
    // Equation k is that of component k.
    private bool TakesPseudoTime =>
        Formulation.Kind == FormulationKind.Galerkin
        && !Quadrature.Redrawn
        && stated is null
        && EquationTerms == Problem.Outputs
        && terms.Take(EquationTerms).All(t => t is { Root: not null, Functional: null, Points.Measured: null });

    /// <inheritdoc/>
    public IObjective Implicit(ReadOnlyMemory<double> former, double step, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Require(former.Length, ParameterCount, nameof(former));
        if (!TakesPseudoTime)
        {
            throw new InvalidOperationException(
                $"'{Name}' takes no steps of pseudo-time: ask the strong residual of as many equations as unknowns, on points that stay, for them"
            );
        }
        if (step == 0 || !double.IsFinite(step))
        {
            throw new ArgumentOutOfRangeException(
                nameof(step),
                step,
                string.Create(CultureInfo.InvariantCulture, $"step is {step}, expected a finite number other than 0")
            );
        }
        var equations = EquationTerms;
        var fields = new double[equations][];
        var rates = new double[equations];
        for (var t = 0; t < equations; t++)
        {
            (fields[t], var scale) = Evolved(t, former, team);
            rates[t] = 1 / (step * scale);
        }
        var evolved = compiled.WithRates(rates);
        var own = terms.Select(
            (term, t) => t < equations ? Evolving(evolved.Terms[t], term, fields[t], rates[t]) : term
        );
        return new PdeObjective(evolved, inside, initialCount, [.. own], scratch, Errors)
        {
            stated = this,
            LowerBound = LowerBound,
        };
    }

    /// <summary>u_k at the points of equation k, and rms(u_k)/rms(R_k) there; 1 where one of them vanishes.</summary>
    private (double[] Field, double Scale) Evolved(int t, ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        var (term, program) = (terms[t], terms[t].Evaluator.Program);
        var jet = new JetProgram(program.Network, program.Trial, [Calculus.U(t), term.Root!], withGradient: false);
        var values = new FieldEvaluator(TileEngine.For(jet, Arithmetic), term.Points).Evaluate(parameters, team);
        var count = term.Points.Count;
        var (field, residual) = (0.0, 0.0);
        for (var n = 0; n < count; n++)
        {
            var weight = Math.Abs(term.Points.Weights[n]);
            field += weight * values[n] * values[n];
            residual += weight * values[count + n] * values[count + n];
        }
        var scale = Math.Sqrt(field / residual);
        return (values[..count], double.IsNormal(scale) ? scale : 1.0);
    }

    private static IntegralTerm Evolving(TermProgram program, IntegralTerm stated, double[] field, double rate)
    {
        PointSet points = stated.Points with { Measured = [.. field.Select(u => rate * u)] };
        return new IntegralTerm(
            stated.Name,
            stated.Region,
            program.Engine.At(points),
            points,
            program.Integrand,
            program.Root
        );
    }
}
