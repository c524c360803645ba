using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Training;

/// <summary>What changes between two steps: points that follow θ, and weights.</summary>
internal sealed partial class TrainingLoop
{
    /// <summary>The points follow θ where that is due.</summary>
    private void FollowParameters()
    {
        var isDue =
            options.PointsInterval > 0
            && state.Step > 0
            && state.Step % options.PointsInterval == 0
            && state.RoundStep != state.Step
            && !(state.Round >= options.PointsRounds)
            && !IsAtEnd;
        if (!isDue)
        {
            return;
        }
        var next = (stated ?? Objective).As<IAdaptive>()!.Adapt(state.Parameters, state.Round + 1, team);
        Objective = next;
        state.Points = next.As<IAdaptive>()!.SavePoints();
        state.Round++;
        state.RoundStep = state.Step;
        if (weighing is not null)
        {
            stated = next;
            weighing.Move(next);
            Weigh();
        }
        state.Run!.Move(Objective);
        keeping.ForgetLosses();
    }

    /// <summary>The weights change where that is due.</summary>
    private void FollowWeights()
    {
        if (weighing is null || !weighing.IsDue(state) || IsAtEnd)
        {
            return;
        }
        var (memory, spent) = weighing.Next(state.WeightMemory, state.Parameters, state.Step, team);
        (state.WeightMemory, state.WeightStep) = (memory, state.Step);
        state.Counted += spent;
        Weigh();
        state.Run!.Move(Objective);
        keeping.ForgetLosses();
    }

    private void Weigh()
    {
        Objective = weighing!.At(state.WeightMemory);
        measuring.Weights = weighing.OfTerms(state.WeightMemory);
    }
}
