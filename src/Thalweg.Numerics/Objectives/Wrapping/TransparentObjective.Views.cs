using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives.Wrapping;

/// <summary>The capabilities as a wrapper shows them.</summary>
public abstract partial class TransparentObjective
{
    private sealed class TermGradientsView(TransparentObjective owner, ITermGradients inner) : ITermGradients
    {
        public void TermGradients(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradients,
            Memory<double> terms,
            WorkerTeam team
        )
        {
            owner.Before(EvaluationKind.TermGradients, 1);
            inner.TermGradients(parameters, gradients, terms, team);
            owner.After(EvaluationKind.TermGradients, 1);
        }
    }

    private sealed class LinearizableView(TransparentObjective owner, ILinearizable inner) : ILinearizable
    {
        public ILinearOperator LinearizeAt(ReadOnlyMemory<double> parameters, WorkerTeam team) =>
            owner.Linearized(() => inner.LinearizeAt(parameters, team));
    }

    private sealed class TermHessiansView(TransparentObjective owner, ITermHessians inner) : ITermHessians
    {
        public ILinearOperator TermHessianAt(ReadOnlyMemory<double> parameters, int term, WorkerTeam team) =>
            owner.Linearized(() => inner.TermHessianAt(parameters, term, team));
    }

    private sealed class GaussNewtonView(TransparentObjective owner, IGaussNewton inner) : IGaussNewton
    {
        public ILinearOperator GaussNewtonAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team) =>
            owner.Linearized(() => inner.GaussNewtonAt(parameters, term, team));

        public ILinearOperator RemainderAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team) =>
            owner.Linearized(() => inner.RemainderAt(parameters, term, team));
    }

    private sealed class PrincipalView(TransparentObjective owner, IPrincipalPart inner) : IPrincipalPart
    {
        public ILinearOperator PrincipalAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team) =>
            owner.Linearized(() => inner.PrincipalAt(parameters, term, team));

        public ILinearOperator BeyondPrincipalAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team) =>
            owner.Linearized(() => inner.BeyondPrincipalAt(parameters, term, team));
    }

    private sealed class HessianView(TransparentObjective owner, ILinearOperator inner) : ILinearOperator
    {
        public int Rows => inner.Rows;

        public int Columns => inner.Columns;

        public bool IsSymmetric => inner.IsSymmetric;

        public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
        {
            var number = vectors.Length / Columns;
            owner.Before(EvaluationKind.HessianProduct, number);
            inner.Apply(vectors, products, team);
            owner.After(EvaluationKind.HessianProduct, number);
        }

        public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
        {
            var number = vectors.Length / Rows;
            owner.Before(EvaluationKind.HessianProduct, number);
            inner.ApplyTransposed(vectors, products, team);
            owner.After(EvaluationKind.HessianProduct, number);
        }
    }

    private abstract class MatrixView(
        TransparentObjective owner,
        IMatrixRows inner,
        EvaluationKind row,
        EvaluationKind product
    ) : IMatrixRows
    {
        public int RowCount => inner.RowCount;

        public void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team)
        {
            owner.Before(row, count);
            inner.Rows(parameters, first, count, rows, team);
            owner.After(row, count);
        }

        public void Multiply(
            ReadOnlyMemory<double> parameters,
            ReadOnlyMemory<double> vectors,
            Memory<double> products,
            WorkerTeam team
        )
        {
            var number = vectors.Length / parameters.Length;
            owner.Before(product, number);
            inner.Multiply(parameters, vectors, products, team);
            owner.After(product, number);
        }

        public void MultiplyTransposed(
            ReadOnlyMemory<double> parameters,
            ReadOnlyMemory<double> vectors,
            Memory<double> products,
            WorkerTeam team
        )
        {
            var number = products.Length / parameters.Length;
            owner.Before(product, number);
            inner.MultiplyTransposed(parameters, vectors, products, team);
            owner.After(product, number);
        }
    }

    private sealed class ResidualsView(TransparentObjective owner, IResiduals inner)
        : MatrixView(owner, inner, EvaluationKind.JacobianRow, EvaluationKind.JacobianProduct),
            IResiduals
    {
        private readonly TransparentObjective owner = owner;
        private readonly IResiduals inner = inner;

        public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
        {
            owner.Before(EvaluationKind.Residuals, 1);
            inner.Residuals(parameters, residuals, team);
            owner.After(EvaluationKind.Residuals, 1);
        }
    }

    private sealed class VariationView(TransparentObjective owner, ISecondVariation inner)
        : MatrixView(owner, inner, EvaluationKind.VariationRow, EvaluationKind.VariationProduct),
            ISecondVariation
    {
        private readonly TransparentObjective owner = owner;
        private readonly ISecondVariation inner = inner;

        public void Chords(
            ReadOnlyMemory<double> parameters,
            ReadOnlyMemory<double> step,
            Memory<double> chords,
            WorkerTeam team
        )
        {
            owner.Before(EvaluationKind.VariationChords, 1);
            inner.Chords(parameters, step, chords, team);
            owner.After(EvaluationKind.VariationChords, 1);
        }
    }

    private sealed class SummandsView(TransparentObjective owner, ISummands inner) : ISummands
    {
        public double Epsilon => inner.Epsilon;

        public void ValuesAndMagnitudes(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> magnitudes,
            WorkerTeam team
        )
        {
            owner.Before(EvaluationKind.Value, losses.Length);
            inner.ValuesAndMagnitudes(parameters, losses, magnitudes, team);
            owner.After(EvaluationKind.Value, losses.Length);
        }
    }

    private sealed class DrawableView(TransparentObjective owner, IDrawable inner) : IDrawable
    {
        public IObjective At(long draw) => owner.Wrap(inner.At(draw));
    }

    private sealed class AdaptiveView(TransparentObjective owner, IAdaptive inner) : IAdaptive
    {
        public double[] SavePoints() => inner.SavePoints();

        public IObjective Adapt(ReadOnlyMemory<double> parameters, long round, WorkerTeam team)
        {
            owner.Before(EvaluationKind.Adaptation, 1);
            var next = inner.Adapt(parameters, round, team);
            owner.After(EvaluationKind.Adaptation, 1);
            return owner.Wrap(next);
        }

        public IObjective Restore(ReadOnlySpan<double> points) => owner.Wrap(inner.Restore(points));
    }

    private sealed class WeightableView(TransparentObjective owner, IWeightable inner) : IWeightable
    {
        public IReadOnlyList<int> TermPoints => inner.TermPoints;

        public int EquationTerms => inner.EquationTerms;

        public double[] PointWeights() => inner.PointWeights();

        public double[]? Times() => inner.Times();

        public IObjective Weighted(ReadOnlySpan<double> factors, IObjective? former) =>
            owner.Wrap(inner.Weighted(factors, Unwrapped(former)));

        public IObjective WeightedByPoint(ReadOnlySpan<double> factors, IObjective? former) =>
            owner.Wrap(inner.WeightedByPoint(factors, Unwrapped(former)));
    }

    private sealed class AugmentableView(TransparentObjective owner, IAugmentable inner) : IAugmentable
    {
        public IResiduals Conditions() => new ResidualsView(owner, inner.Conditions());

        public IObjective Augmented(double penalty, ReadOnlySpan<double> shifts, IObjective? former) =>
            owner.Wrap(inner.Augmented(penalty, shifts, Unwrapped(former)));
    }

    private sealed class PseudoTimeView(TransparentObjective owner, IPseudoTime inner) : IPseudoTime
    {
        public IObjective Implicit(ReadOnlyMemory<double> former, double step, WorkerTeam team) =>
            owner.Wrap(inner.Implicit(former, step, team));
    }

    private static IObjective? Unwrapped(IObjective? former) => (former as TransparentObjective)?.Inner;
}
