using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Training;

/// <summary>Variants that are the same runs, at parameters that differ or at the very same ones.</summary>
internal static class SamePoints
{
    /// <summary>Sentences for people; empty where no two variants are the same runs.</summary>
    public static string Words(StudyView study)
    {
        var sentences = new List<string>();
        for (var b = 1; b < study.All.Study.Variants.Count; b++)
        {
            var second = study.All.Study.Variants[b].Label;
            foreach (var first in study.All.Study.Variants.Take(b).Select(v => v.Label))
            {
                if (Sentence(study, first, second) is { } sentence)
                {
                    sentences.Add(sentence);
                    break;
                }
            }
        }
        return string.Join(' ', sentences);
    }

    private static string? Sentence(StudyView study, string first, string second)
    {
        var others = study.Runs(second).ToDictionary(run => run.Seed);
        var pairs = study
            .Runs(first)
            .Where(run => others.ContainsKey(run.Seed))
            .Select(run => (One: run, Other: others[run.Seed]))
            .ToList();
        if (pairs.Count == 0 || !pairs.TrueForAll(pair => IsOneRun(pair.One.History, pair.Other.History)))
        {
            return null;
        }
        var same = pairs.Count(pair => pair.One.FinalStep is { } step && step == pair.Other.FinalStep);
        var (name, other) = (study.Styles[second].Name, study.Styles[first].Name);
        return same == pairs.Count
                ? $"{name} keeps the same points as {other}: whatever is measured at them is the same."
            : same > 0
                ? $"{name} keeps the same points as {other} in {Numerals.Integer(same)} of {Numerals.Integer(pairs.Count)} seeds."
            : $"{name} and {other} are the same runs, at other points in every seed.";
    }

    private static bool IsOneRun(TrainingHistory one, TrainingHistory other) =>
        one.Steps.SequenceEqual(other.Steps)
        && one.Loss.SequenceEqual(other.Loss)
        && one.GradientNorm.SequenceEqual(other.GradientNorm);
}
