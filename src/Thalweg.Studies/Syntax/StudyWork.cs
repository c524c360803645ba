namespace Thalweg.Studies.Syntax;

/// <summary>How much a study asks for, counted from its declaration.</summary>
/// <param name="TrainingSteps">Optimizer steps of all chains; each costs one gradient of the loss.</param>
/// <param name="LossEvaluations">Values of losses that the analyses need.</param>
public sealed record StudyWork(long TrainingSteps, long LossEvaluations)
{
    public static StudyWork Of(Study study)
    {
        long formulations = study.Formulations.Count;
        var chains = formulations * study.Seeds.Count;
        return new StudyWork(chains * study.Train.Steps, study.Analyses.Sum(Evaluations));

        long Evaluations(ResolvedCall analysis) =>
            analysis.Name switch
            {
                "roughness" when analysis.Word("at") == "trajectory" => formulations
                    * study.Train.Checkpoints.Count
                    * Slices(analysis),
                "roughness" => chains * Slices(analysis),
                "cross" => chains * (formulations - 1) * Slices(analysis),
                "slice" => formulations * formulations * Lines(analysis) * analysis.Long("count"),
                "surface" => formulations * formulations * analysis.Integers("count").Aggregate(1L, (a, b) => a * b),
                "sweep" => formulations * Sweep(analysis),
                _ => 0,
            };
    }

    private static long Slices(ResolvedCall analysis) => analysis.Long("directions") * (analysis.Long("intervals") + 1);

    private static long Lines(ResolvedCall slice) => slice.Word("directions") == "random" ? slice.Long("lines") : 1;

    private static long Sweep(ResolvedCall sweep)
    {
        var (directions, intervals) = (sweep.Integers("directions"), sweep.Integers("intervals"));
        var standard = 100L * 101;
        return directions.Sum(m => m * 101L)
            + intervals.Sum(m => 100 * (m + 1L))
            + (sweep.Numbers("radius").Count * standard);
    }
}
