"""Every side effect of the product: what happened -> what follows. Order is not significant."""

import blogs.events
import blogs.tasks
import communities.events
import communities.tasks
import conversations.events
import conversations.tasks
import moderation.events
import moderation.tasks
import notifications.tasks
import people.events
import people.tasks
import search.tasks
import webhooks.events
import webhooks.tasks

REACTIONS = {
    people.events.AudienceDirected: [communities.tasks.close_what_may_not_be_seen],
    people.events.PeopleChanged: [search.tasks.index_people],
    people.events.PersonDeactivated: [
        blogs.tasks.hold_back_what_waits,
        communities.tasks.hand_over_what_was_cared_for,
        people.tasks.close_streams,
        search.tasks.index_person,
    ],
    people.events.PersonInvited: [people.tasks.send_invitation],
    people.events.PasswordResetAsked: [people.tasks.send_password_reset],
    people.events.RegistrationAsked: [people.tasks.answer_registration],
    people.events.AccountChanged: [
        people.tasks.tell_of_account_change,
        notifications.tasks.tell_whose_account_it_is,
    ],
    moderation.events.CodeBegan: [moderation.tasks.tell_everybody_of_the_code],
    moderation.events.DraftReaderInvited: [moderation.tasks.tell_who_is_asked_about_a_draft],
    moderation.events.RemarkAnswered: [moderation.tasks.tell_whose_remark_was_answered],
    communities.events.PostPublished: [
        communities.tasks.tell_who_is_named,
        communities.tasks.show_on_open_pages,
        search.tasks.index_post,
        webhooks.tasks.note_new_post,
    ],
    communities.events.SightNarrowed: [communities.tasks.close_what_may_not_be_seen],
    communities.events.PostNotPosted: [communities.tasks.tell_why_it_was_not_posted],
    communities.events.MustReadAsked: [communities.tasks.put_before_people],
    communities.events.PollClosed: [communities.tasks.tell_what_was_chosen],
    communities.events.PostMoved: [
        communities.tasks.tell_the_author_where_it_went,
        search.tasks.index_moved_post,
        webhooks.tasks.note_moved_post,
    ],
    communities.events.PostMerged: [
        communities.tasks.tell_the_author_where_it_stands,
        search.tasks.index_whole_thread,
        webhooks.tasks.note_merged_post,
    ],
    communities.events.PersonInvited: [communities.tasks.tell_who_is_invited],
    communities.events.PersonAskedToJoin: [communities.tasks.tell_managers_of_a_request],
    communities.events.PersonLetIn: [communities.tasks.tell_who_is_let_in],
    communities.events.ManagerAppointed: [communities.tasks.tell_the_new_manager],
    blogs.events.ArticleMailDue: [blogs.tasks.mail_article],
    blogs.events.ArticlePublished: [
        blogs.tasks.mail_who_asked_for_it,
        blogs.tasks.tell_who_follows,
        search.tasks.index_whole_thread,
        webhooks.tasks.note_new_article,
    ],
    blogs.events.ArticleNotPublished: [blogs.tasks.tell_why_it_did_not_appear],
    blogs.events.HelpAsked: [blogs.tasks.tell_who_is_asked_to_help],
    blogs.events.SuggestionMade: [blogs.tasks.tell_the_owner_of_a_suggestion],
    blogs.events.SuggestionSettled: [blogs.tasks.tell_the_helper_what_became_of_it],
    blogs.events.QuestionAsked: [
        blogs.tasks.tell_the_author_of_a_question,
        search.tasks.index_whole_thread,
    ],
    blogs.events.PromiseChanged: [blogs.tasks.tell_of_a_promise],
    blogs.events.WritingDue: [
        blogs.tasks.tell_that_it_is_time_to_write,
        blogs.tasks.mail_that_it_is_time_to_write,
    ],
    blogs.events.CarryingAsked: [blogs.tasks.tell_who_is_asked_to_carry],
    moderation.events.DryRunGoesOn: [moderation.tasks.go_on_with_dry_run],
    moderation.events.ContributionHeld: [moderation.tasks.tell_who_waits],
    moderation.events.CaseArrived: [moderation.tasks.tell_who_can_decide],
    moderation.events.CaseDecided: [
        moderation.tasks.take_off_the_bells,
        moderation.tasks.tell_the_author_the_decision,
        moderation.tasks.mail_the_decision,
        moderation.tasks.tell_who_reported,
    ],
    moderation.events.TextNotChanged: [moderation.tasks.tell_that_it_was_not_changed],
    moderation.events.AppealMade: [moderation.tasks.tell_who_can_decide_again],
    moderation.events.AppealAnswered: [moderation.tasks.tell_who_is_in_the_dialogue],
    moderation.events.AppealDecided: [
        moderation.tasks.tell_what_was_decided_again,
        moderation.tasks.mail_what_was_decided_again,
    ],
    conversations.events.CommentPublished: [
        conversations.tasks.tell_about_a_comment,
        conversations.tasks.show_comment_on_open_pages,
        search.tasks.index_comment,
        webhooks.tasks.note_new_comment,
    ],
    conversations.events.ContributionEdited: [
        conversations.tasks.tell_who_is_newly_mentioned,
        search.tasks.index_comment,
        webhooks.tasks.note_changed_words,
    ],
    conversations.events.ContributionRemoved: [
        blogs.tasks.keep_a_question_true,
        search.tasks.index_what_is_left,
        webhooks.tasks.note_removed_words,
    ],
    conversations.events.ContributionWithdrawn: [
        blogs.tasks.keep_a_question_true,
        conversations.tasks.tell_the_author_why,
        search.tasks.index_what_is_left,
        webhooks.tasks.note_removed_words,
    ],
    conversations.events.ReactionsChanged: [conversations.tasks.show_reactions_on_open_pages],
    conversations.events.AnswerNotPosted: [conversations.tasks.mail_why_it_was_not_posted],
    conversations.events.FilesLeftOut: [conversations.tasks.mail_that_files_were_left_out],
    conversations.events.ThreadEnded: [webhooks.tasks.note_ended_thread],
    conversations.events.ThreadShownAgain: [
        search.tasks.index_whole_thread,
        webhooks.tasks.note_thread_shown_again,
    ],
    conversations.events.CommentShownAgain: [search.tasks.index_comment],
    conversations.events.AnswerAccepted: [
        conversations.tasks.tell_whose_answer_it_is,
        webhooks.tasks.note_accepted_answer,
    ],
    webhooks.events.SendingAsked: [webhooks.tasks.send_now],
}
