using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Sections.Surfaces;

/// <summary>Says which losses of surfaces have no colour of their own.</summary>
internal static class MissingLosses
{
    /// <summary>Sentences, each with a space before it; empty where nothing is missing.</summary>
    public static string Words(long notFinite, long notAbove) =>
        notFinite switch
        {
            0 => "",
            1 => " 1 loss is not finite (left grey).",
            _ => $" {Numerals.Integer(notFinite)} losses are not finite (left grey).",
        }
        + notAbove switch
        {
            0 => "",
            1 => " 1 loss does not exceed L* (darkest colour).",
            _ => $" {Numerals.Integer(notAbove)} losses do not exceed L* (darkest colour).",
        };
}
