using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Training;

/// <summary>What a phase descends on in the place of the loss of its run: of the same parameters, terms and metrics.</summary>
/// <param name="Description">What is different, for histories and for refusing a state of another run: <c>problem.beta = 5</c>.</param>
public abstract record PhaseLoss(string Description)
{
    public string Description { get; init; } = Description ?? throw new ArgumentNullException(nameof(Description));

    /// <summary>The loss of the phase, the same for the same arguments.</summary>
    /// <param name="stated">The loss of the run.</param>
    /// <param name="start">θ where the phase begins, [P].</param>
    public abstract IObjective On(IObjective stated, ReadOnlyMemory<double> start, WorkerTeam team);

    /// <summary>Whether the loss of the run has what this needs of it, asked before a run begins.</summary>
    /// <exception cref="ArgumentException">It lacks something.</exception>
    internal virtual void Check(IObjective stated) { }
}

/// <summary>Another loss, whatever θ is: one stage of a curriculum.</summary>
/// <param name="Make">Makes it when the phase begins.</param>
public sealed record OtherLoss(string Description, Func<IObjective> Make) : PhaseLoss(Description)
{
    public Func<IObjective> Make { get; init; } = Make ?? throw new ArgumentNullException(nameof(Make));

    public override IObjective On(IObjective stated, ReadOnlyMemory<double> start, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(stated);
        ArgumentNullException.ThrowIfNull(team);
        return Make();
    }
}

/// <summary>One implicit step of pseudo-time from where the phase begins (<see cref="IPseudoTime"/>) [Kelley1998].</summary>
/// <param name="Step">Of the length that residual and solution have there.</param>
public sealed record PseudoTimeLoss(string Description, double Step) : PhaseLoss(Description)
{
    public double Step { get; init; } =
        Step != 0 && double.IsFinite(Step) ? Step
        // What is wrong first is told first, though the base is made last.
        : Description is null ? throw new ArgumentNullException(nameof(Description))
        : throw new ArgumentOutOfRangeException(
            nameof(Step),
            Step,
            $"Step is {Step}; give a finite number other than 0"
        );

    public override IObjective On(IObjective stated, ReadOnlyMemory<double> start, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(stated);
        ArgumentNullException.ThrowIfNull(team);
        Check(stated);
        return stated.As<IPseudoTime>()!.Implicit(start, Step, team);
    }

    internal override void Check(IObjective stated)
    {
        if (stated.As<IPseudoTime>() is null)
        {
            throw new ArgumentException(
                $"'{stated.Name}' takes no steps of pseudo-time; take galerkin with as many equations as unknowns, on points that stay",
                nameof(stated)
            );
        }
    }
}
