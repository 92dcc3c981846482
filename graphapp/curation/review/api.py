"""The review queue by API: what to look at next, with why, and the decisions that would settle it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from graphapp.accounts.permissions import Role
from graphapp.curation.deciding import Sent
from graphapp.curation.models import KINDS, Question
from graphapp.curation.review.answering import ANSWERS, answer_question
from graphapp.curation.review.cards import plan_facts, show_card
from graphapp.curation.review.gathering import gather_some
from graphapp.curation.review.queue import Wish, list_open
from graphapp.curation.review.renewing import ask_now
from graphapp.curation.seen import look_at
from graphapp.curation.serializers import DecisionItem
from graphapp.videos.reading.finding import find_video
from graphapp.web.choosing import SomeOf


class ReviewQuery(serializers.Serializer[Any]):
    kind = SomeOf(choices=KINDS, required=False, help_text="One or several.")
    video = serializers.CharField(required=False, max_length=120, help_text="Id or slug: questions about this video.")
    later = serializers.BooleanField(required=False, default=False, help_text="Those that you put off instead.")


class QuestionItem(serializers.ModelSerializer[Question]):
    """`rank` = doubt × impact. `decisions`: what yes and no would decide, as POST decisions/ takes it."""

    ask = serializers.SerializerMethodField()
    decisions = serializers.SerializerMethodField()
    seen = serializers.SerializerMethodField()

    class Meta:
        model = Question
        fields = (
            "id",
            "kind",
            "ask",
            "why",
            "doubt",
            "impact",
            "rank",
            "left",
            "right",
            "relation",
            "decisions",
            "seen",
        )

    def to_representation(self, question: Question) -> dict[str, Any]:
        now = ask_now(question)
        self.card = show_card(now) if now else None
        return super().to_representation(now or question)

    def get_ask(self, _: Question) -> str:
        return "".join(self.card.ask) if self.card else ""

    def get_decisions(self, _: Question) -> dict[str, Any]:
        return {"yes": plan_facts(self.card.yes), "no": plan_facts(self.card.no)} if self.card else {}

    def get_seen(self, _: Question) -> dict[str, str]:
        return self.card.seen if self.card else {}


class Review(ListAPIView[Question]):
    serializer_class = QuestionItem
    required_role = Role.EDITOR
    ordering = ("-rank", "id")

    def get_queryset(self) -> QuerySet[Question]:
        query = ReviewQuery(data=self.request.query_params)
        query.is_valid(raise_exception=True)
        wanted = query.validated_data
        video = find_video(wanted["video"]) if wanted.get("video") else None
        if wanted.get("video") and video is None:
            raise Http404("There is no such video.")
        gather_some()
        editor = self.request.user.get_username()
        return list_open(Wish(editor, frozenset(wanted.get("kind", ())), video.id if video else "", wanted["later"]))

    @extend_schema(
        operation_id="review_list", parameters=[ReviewQuery], tags=["review"], summary="What to look at next"
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Most worth a minute first."""
        return super().get(request, *args, **kwargs)


class AnswerIntake(serializers.Serializer[Any]):
    answer = serializers.ChoiceField(ANSWERS)
    swapped = serializers.BooleanField(
        required=False, default=False, help_text="Of two that are one, keep the other's name."
    )
    seen = serializers.DictField(child=serializers.CharField(max_length=32), required=False)
    request = serializers.CharField(required=False, max_length=64)


class AnswerItem(serializers.Serializer[Any]):
    decision = DecisionItem(allow_null=True)


class ReviewAnswer(APIView):
    @extend_schema(
        operation_id="review_answer", request=AnswerIntake, responses=AnswerItem, tags=["review"], summary="Answer"
    )
    def post(self, request: Request, question_id: str) -> Response:
        """Yes and no make a decision, which can be revoked; later puts the question off for you alone."""
        intake = AnswerIntake(data=request.data)
        intake.is_valid(raise_exception=True)
        said = intake.validated_data
        question = Question.objects.filter(id=question_id).first()
        if question is None:
            raise Http404("There is no such question.")
        seen = {**look_at([question.id]), **said.get("seen", {})}  # another may answer it until it is our turn
        decision = answer_question(
            question,
            said["answer"],
            author=request.user.get_username(),
            sent=Sent(seen, said.get("request", "")),
            swapped=said["swapped"],
        )
        return Response({"decision": DecisionItem(decision).data if decision else None})
